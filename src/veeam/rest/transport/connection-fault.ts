import { Fault } from '../../../domain/errors.ts';

/** A connection that failed, as a Fault, and whether another try may help at once. */
export interface ConnectionFailure {
  readonly fault: Fault;
  readonly mayRetry: boolean;
}

interface Explanation {
  readonly happened: string;
  readonly means: string;
  readonly next: string;
  readonly mayRetry: boolean;
}

const checkAddress =
  'check the server name and port, and that a firewall lets this machine through';

/** Says in words what a socket, DNS, TLS or HTTP error means. `place` is host and port. */
export function explainConnectionError(error: unknown, place: string): ConnectionFailure {
  if (error instanceof Fault)
    return { fault: error, mayRetry: error.code === 'server-unreachable' };
  const code = errorCode(error);
  if (isTrustError(code)) return { fault: trustRefused(place, code, error), mayRetry: false };
  const { mayRetry, ...words } = explanation(code, place);
  return { fault: new Fault({ code: 'server-unreachable', ...words, cause: error }), mayRetry };
}

/** The fault of a TCP or TLS connection that did not come about in time. */
export function connectionTimedOut(place: string, timeoutMs: number): Fault {
  return new Fault({
    code: 'server-unreachable',
    happened: `${place} did not complete a connection within ${timeoutMs / 1000} s`,
    means: 'the machine is off, hangs, or a firewall drops the packets',
    next: checkAddress,
  });
}

/** The fault of a read that used up its whole time. */
export function deadlineReached(place: string, totalMs: number, cause: unknown): Fault {
  return new Fault({
    code: 'server-unreachable',
    happened: `${place} did not finish an answer within ${totalMs / 1000} s, retries included`,
    means: 'the server or the line to it is overloaded; the unfinished answer was thrown away',
    next: 'try again later; if it lasts, look at the load of the VBR server',
    cause,
  });
}

function explanation(code: string, place: string): Explanation {
  const known = explanations[code];
  if (known !== undefined) {
    return { ...known, happened: `${place} ${known.happened}` };
  }
  return {
    happened: `the connection to ${place} failed (${code})`,
    means: 'the server could not be read',
    next: checkAddress,
    mayRetry: true,
  };
}

const unresolved = {
  happened: 'cannot be found: its name was not resolved',
  means: 'the name is misspelt or the name server does not answer',
  next: 'check VEEAM_SERVER and the name resolution of this machine',
};
const noRoute = {
  happened: 'cannot be reached: there is no route to it',
  means: 'the network between this machine and the server is down or closed',
  next: checkAddress,
  mayRetry: true,
};
const cut = {
  happened: 'closed the connection in the middle of an answer',
  means:
    'the server, a firewall or an old TLS setting of Windows ended it; nothing half-read was kept',
  next: 'try again; if it lasts, look at the VBR service and at TLS 1.2 with SHA-256 on the server',
  mayRetry: true,
};
const noTls = {
  happened: 'does not speak TLS on this port',
  means: 'another service listens there; DR365 never uses plain HTTP',
  next: 'check the port: VBR answers on 443 (13.1) or 9419',
  mayRetry: false,
};
const silent = {
  happened: 'accepted the request and then fell silent',
  means: 'the server hangs or is overloaded; the unfinished answer was thrown away',
  next: 'try again later; if it lasts, look at the VBR service',
  mayRetry: true,
};

const explanations: Readonly<Record<string, Explanation>> = {
  ENOTFOUND: { ...unresolved, mayRetry: false },
  EAI_AGAIN: { ...unresolved, mayRetry: true },
  ECONNREFUSED: {
    happened: 'refused the connection',
    means: 'nothing listens on that port',
    next: 'check the port and that the Veeam Backup REST API service runs',
    mayRetry: true,
  },
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  ETIMEDOUT: noRoute,
  ECONNRESET: cut,
  EPIPE: cut,
  UND_ERR_SOCKET: cut,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: cut,
  EPROTO: noTls,
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
  UND_ERR_HEADERS_TIMEOUT: silent,
  UND_ERR_BODY_TIMEOUT: silent,
  UND_ERR_RES_EXCEEDED_MAX_SIZE: {
    happened: 'sent an answer that is larger than DR365 reads',
    means: 'the answer was thrown away to protect the memory of this machine',
    next: 'lower the page limit of this server in dr365.config.yaml',
    mayRetry: false,
  },
};

const trustCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REVOKED',
  'CERT_UNTRUSTED',
  'CERT_REJECTED',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
]);

function isTrustError(code: string): boolean {
  return trustCodes.has(code);
}

function trustRefused(place: string, code: string, cause: unknown): Fault {
  const why =
    code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH'
      ? 'is made out to another name'
      : `is not vouched for by a trusted authority (${code})`;
  return new Fault({
    code: 'server-trust-refused',
    happened: `the certificate of ${place} ${why}`,
    means: 'it could belong to another machine, so nothing was sent to it',
    next:
      'pin the certificate with VEEAM_TLS_FINGERPRINT (`dr365 init` shows and pins it), ' +
      'or name the authority that signed it in VEEAM_CA_FILE',
    cause,
  });
}

function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown error';
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Several addresses were tried: the first one's reason is as good as any.
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  return error instanceof Error ? error.name : 'unknown error';
}
