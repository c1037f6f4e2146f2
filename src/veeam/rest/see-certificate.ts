import { once } from 'node:events';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { Fault, isFault } from '../../domain/errors.ts';
import { shownText } from '../../domain/foreign-text.ts';
import { revisions } from '../../domain/vbr-server.ts';
import type { CertificateSeen, ServerAddress } from '../../ports/server-probe.ts';
import { connectionTimedOut, explainConnectionError } from './transport/connection-fault.ts';
import { fingerprintOf } from './transport/fingerprint.ts';
import type { Timeouts } from './transport/timeouts.ts';
import { createTransport } from './transport/transport.ts';
import { openTls, prepareTrust } from './transport/trusted-connector.ts';

const knownPorts = [443, 9419];

/** The certificate of the port VBR answers on; where no port can be told to be VBR's, of the first that speaks TLS. */
export async function seeCertificate(
  { host, port }: ServerAddress,
  timeouts: Timeouts,
): Promise<CertificateSeen> {
  if (port !== null) return certificateAt(host, port, timeouts);
  let firstSeen: CertificateSeen | null = null;
  let firstFault: Fault | null = null;
  for (const known of knownPorts) {
    try {
      const seen = await certificateAt(host, known, timeouts);
      if (await isVbr(host, seen, timeouts)) return seen;
      firstSeen ??= seen;
    } catch (error) {
      if (!isFault(error)) throw error;
      firstFault ??= error;
    }
  }
  if (firstSeen !== null) return firstSeen;
  throw firstFault;
}

async function certificateAt(
  host: string,
  port: number,
  { connectMs }: Timeouts,
): Promise<CertificateSeen> {
  const place = `${host}:${port}`;
  // Looked at, not trusted: nothing is sent over this connection.
  const socket = openTls(host, port, { rejectUnauthorized: false });
  const timer = setTimeout(() => socket.destroy(connectionTimedOut(place, connectMs)), connectMs);
  try {
    await once(socket, 'secureConnect');
    return describe(socket, port, place);
  } catch (error) {
    throw explainConnectionError(error, place).fault;
  } finally {
    clearTimeout(timer);
    socket.on('error', () => {}).destroy();
  }
}

function describe(socket: TLSSocket, port: number, place: string): CertificateSeen {
  const certificate = socket.getPeerCertificate();
  if (certificate.raw === undefined) throw noCertificate(place);
  return {
    port,
    sha256: fingerprintOf(certificate.raw),
    subject: subjectOf(certificate),
    validFrom: new Date(certificate.valid_from),
    validTo: new Date(certificate.valid_to),
  };
}

/** Whether the holder of this very certificate describes a 1.3 revision; asked without an account. */
async function isVbr(host: string, seen: CertificateSeen, timeouts: Timeouts): Promise<boolean> {
  const check = await prepareTrust({ kind: 'fingerprint', sha256: [seen.sha256] });
  const transport = createTransport({ host, port: seen.port }, check, timeouts);
  try {
    for (const revision of revisions) {
      if ((await transport.probeRevision(revision)).status === 200) return true;
    }
    return false;
  } catch {
    // It does not speak as VBR does; that it could not be asked is told when the account is tried.
    return false;
  } finally {
    await transport.close();
  }
}

function subjectOf({ subject }: PeerCertificate): string {
  return shownText(firstOf(subject?.CN) ?? firstOf(subject?.O) ?? '');
}

function firstOf(name: string | string[] | undefined): string | undefined {
  return Array.isArray(name) ? name[0] : name;
}

function noCertificate(place: string): Fault {
  return new Fault({
    code: 'server-trust-refused',
    happened: `${place} showed no certificate`,
    means: 'it cannot be told apart from another machine',
    next: 'check the address and port of the VBR server',
  });
}
