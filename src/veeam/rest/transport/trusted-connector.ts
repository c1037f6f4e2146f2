import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import {
  type ConnectionOptions,
  connect as connectTls,
  createSecureContext,
  getCACertificates,
  type TLSSocket,
} from 'node:tls';
import type { buildConnector } from 'undici';
import { Fault } from '../../../domain/errors.ts';
import type { Trust } from '../../../ports/server-probe.ts';
import { connectionTimedOut } from './connection-fault.ts';
import { fingerprintBytes, fingerprintOf, isPinned, withColons } from './fingerprint.ts';

/** What must hold before a connection carries a byte of HTTP. */
export interface TrustCheck {
  readonly options: ConnectionOptions;
  /** Null when the server's certificate may be trusted. */
  readonly refuse: (socket: TLSSocket, place: string) => Fault | null;
}

/** Reads what the trust needs (a CA file, the system's authorities) once, before the first connection. */
export async function prepareTrust(trust: Trust): Promise<TrustCheck> {
  if (trust.kind === 'fingerprint') return pinCheck(trust.sha256.map(fingerprintBytes));
  const ca = trust.kind === 'authority' ? await readAuthority(trust.caFile) : systemAuthorities();
  return {
    options: {
      rejectUnauthorized: true,
      secureContext: createSecureContext({ ca, minVersion: 'TLSv1.2' }),
    },
    refuse: () => null,
  };
}

/** Opens TLS to one host and port and hands the socket over only after the trust check passed. */
export function createTrustedConnector(
  host: string,
  port: number,
  check: TrustCheck,
  timeoutMs: number,
): buildConnector.connector {
  const place = `${host}:${port}`;
  return (_asked, done) => {
    const socket = openTls(host, port, check.options);
    const timer = setTimeout(() => socket.destroy(connectionTimedOut(place, timeoutMs)), timeoutMs);
    const fail = (error: Error): void => {
      clearTimeout(timer);
      done(error, null);
    };
    socket.once('error', fail);
    socket.once('secureConnect', () => {
      clearTimeout(timer);
      socket.off('error', fail);
      const refusal = check.refuse(socket, place);
      if (refusal === null) return done(null, socket);
      socket.on('error', () => {});
      socket.destroy();
      done(refusal, null);
    });
  };
}

/** A TLS connection with the settings every connection of ours has. */
export function openTls(host: string, port: number, options: ConnectionOptions): TLSSocket {
  const ours = {
    ...options,
    host,
    port,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
    // Node's quarter of a second per address is too short for a distant server.
    autoSelectFamilyAttemptTimeout: 2_500,
    ...(isIP(host) === 0 ? { servername: host } : {}),
  } as const;
  return connectTls(ours).setNoDelay(true).setKeepAlive(true, 60_000);
}

function pinCheck(allowed: readonly Buffer[]): TrustCheck {
  const expected = allowed.map((bytes) => withColons(bytes.toString('hex'))).join(' or ');
  return {
    // The pin below replaces the chain: VBR's own certificate is self-signed.
    options: { rejectUnauthorized: false },
    refuse: (socket, place) => {
      const { raw } = socket.getPeerCertificate();
      if (raw !== undefined && isPinned(raw, allowed)) return null;
      const seen = raw === undefined ? 'no certificate' : fingerprintOf(raw);
      return new Fault({
        code: 'server-trust-refused',
        happened: `${place} shows a certificate with fingerprint ${seen}, the pinned one is ${expected}`,
        means: 'the certificate was renewed or another machine answers; nothing was sent to it',
        next: 'compare it with the certificate in the VBR console and, only if they match, pin it with `dr365 init`',
      });
    },
  };
}

async function readAuthority(caFile: string): Promise<string> {
  const fault = (cause: unknown): Fault =>
    new Fault({
      code: 'settings-invalid',
      happened: `the certificate authority file ${caFile} cannot be used`,
      means:
        'it is missing, unreadable or holds no PEM certificate, so the server cannot be trusted',
      next: 'correct VEEAM_CA_FILE, or pin the certificate with VEEAM_TLS_FINGERPRINT',
      cause,
    });
  const text = await readFile(caFile, 'utf8').catch((error: unknown) => {
    throw fault(error);
  });
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw fault(undefined);
  return text;
}

// The operating system's store is where a company puts its own authority; Node alone would not look there.
function systemAuthorities(): string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}
