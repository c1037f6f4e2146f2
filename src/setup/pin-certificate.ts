import { Fault } from '../domain/errors.ts';
import { shownText } from '../domain/foreign-text.ts';
import type { CertificateSeen, Trust } from '../ports/server-probe.ts';
import type { Prompt } from './prompt.ts';

export interface PinRequest {
  readonly seen: CertificateSeen;
  /** The fingerprint the person expects; null when none was given. */
  readonly expected: string | null;
  /** True: pin whatever is shown. */
  readonly accept: boolean;
  /** The pins of an earlier set-up. */
  readonly pinned: string;
  readonly prompt: Prompt | null;
}

/** Lines that tell a person which certificate the server showed. */
export function certificateLines(host: string, seen: CertificateSeen): readonly string[] {
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return [
    `${host} port ${seen.port} shows the certificate ${shownText(seen.subject)}, valid ${day(seen.validFrom)} to ${day(seen.validTo)}.`,
    `SHA-256 fingerprint: ${seen.sha256}`,
  ];
}

/** Pins the certificate that was seen if someone vouches for it: an expected fingerprint, a flag, an earlier pin or a person. */
export async function pinCertificate(request: PinRequest): Promise<Trust> {
  const { seen, expected, accept, pinned, prompt } = request;
  const pin: Trust = { kind: 'fingerprint', sha256: [seen.sha256] };
  if (expected !== null) {
    checkExpected(expected, seen.sha256);
    return pin;
  }
  if (
    accept ||
    pinned
      .split(/[,;\s]+/)
      .some((each) => fingerprintDigits(each) === fingerprintDigits(seen.sha256))
  )
    return pin;
  if (prompt === null) {
    throw refused(
      'nobody vouched for its certificate',
      `compare the fingerprint on the server, then repeat with --fingerprint ${seen.sha256}; nothing was written`,
    );
  }
  const answer = await prompt.ask('Trust this certificate from now on? (yes/no)', {
    default: 'no',
  });
  if (/^y(es)?$/i.test(answer.trim())) return pin;
  throw refused(
    'its certificate was not accepted',
    'compare the fingerprint first; nothing was written',
  );
}

function checkExpected(expected: string, seen: string): void {
  if (fingerprintDigits(expected).length !== 64) {
    throw new Fault({
      code: 'input-invalid',
      happened: 'The expected fingerprint cannot be used',
      means: 'a SHA-256 fingerprint has 64 hex digits',
      next: 'copy it again from the VBR server; nothing was written',
    });
  }
  if (fingerprintDigits(expected) === fingerprintDigits(seen)) return;
  throw refused(
    'it shows another certificate than the expected one, so someone may stand in between',
    'compare the fingerprint on the VBR server itself; nothing was written',
  );
}

/** The hex digits alone, so that spellings can be compared. */
export function fingerprintDigits(fingerprint: string): string {
  return fingerprint
    .replace(/^\s*sha-?256\s*[:=]?/i, '')
    .replace(/[^0-9a-f]/gi, '')
    .toUpperCase();
}

function refused(means: string, next: string): Fault {
  return new Fault({
    code: 'server-trust-refused',
    happened: 'The server is not trusted',
    means,
    next,
  });
}
