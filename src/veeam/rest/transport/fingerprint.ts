import { createHash, timingSafeEqual } from 'node:crypto';
import { Fault } from '../../../domain/errors.ts';
import { shownText } from '../../../domain/foreign-text.ts';

/** SHA-256 of a certificate in DER form, as upper-case hex pairs joined by colons. */
export function fingerprintOf(certificate: Buffer): string {
  return withColons(createHash('sha256').update(certificate).digest('hex'));
}

/** True when the certificate's SHA-256 is one of those allowed; compared in constant time. */
export function isPinned(certificate: Buffer, allowed: readonly Buffer[]): boolean {
  const seen = createHash('sha256').update(certificate).digest();
  let pinned = false;
  for (const fingerprint of allowed) pinned = timingSafeEqual(seen, fingerprint) || pinned;
  return pinned;
}

/** The 32 bytes of a fingerprint written as 64 hex digits, with or without colons or spaces, in any case. */
export function fingerprintBytes(text: string): Buffer {
  const digits = text.replace(/[:\s]/g, '');
  if (/^[0-9a-f]{64}$/i.test(digits)) return Buffer.from(digits, 'hex');
  throw new Fault({
    code: 'settings-invalid',
    happened: `the certificate fingerprint "${shownText(text, 100)}" is not a SHA-256 fingerprint`,
    means: 'it must have 64 hexadecimal digits, so no certificate can be compared with it',
    next: 'copy the SHA-256 fingerprint again into VEEAM_TLS_FINGERPRINT, or run `dr365 init`',
  });
}

/** Hex digits of a fingerprint in the form people compare. */
export function withColons(hex: string): string {
  return (hex.toUpperCase().match(/../g) ?? []).join(':');
}
