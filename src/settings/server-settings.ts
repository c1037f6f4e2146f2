import { z } from 'zod';
import { type Revision, revisions } from '../domain/vbr-server.ts';
import type { Trust } from '../ports/server-probe.ts';
import { type Secret, secret } from './secret.ts';
import { isHost } from './server-address.ts';

/** One VBR server to read. */
export interface ServerSettings {
  /** Our name for it; the stored data is bound to it. */
  readonly entry: string;
  readonly host: string;
  /** Null: 443 is tried, then 9419. */
  readonly port: number | null;
  readonly username: string;
  readonly password: Secret;
  readonly trust: Trust;
  /** IANA zone of the server's clock; null: the offset it shows. */
  readonly zone: string | null;
  /** Null: the one found at first contact. */
  readonly revision: Revision | null;
}

const fingerprint = z
  .string()
  .refine(
    (text) => normalFingerprint(text) !== null,
    'is not a SHA-256 fingerprint; expected 64 hex digits',
  );

/** One entry of `servers` as it may stand in the file, completed from variables. */
export const serverSettings = z
  .strictObject({
    entry: z
      .string()
      .regex(
        /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,62}$/u,
        'is not a name; expected letters, digits, dots and dashes',
      )
      .default('main')
      .describe('Our name for the server; the stored data is bound to it, so keep it'),
    host: z
      .string()
      .refine(isHost, 'is not a host name; expected a name or address without port and scheme')
      .describe('Name or address of the VBR server'),
    port: z
      .int()
      .min(1)
      .max(65_535)
      .nullable()
      .default(null)
      .describe('Port of the REST API; null tries 443, then 9419'),
    username: z.string().min(1).describe('Account with the role Veeam Backup Viewer'),
    password: z.string().min(1).transform(secret),
    passwordFile: z.string().min(1).optional().describe('File that holds the password'),
    fingerprint: z
      .union([fingerprint, z.array(fingerprint).min(1)])
      .optional()
      .describe("SHA-256 of the server's certificate, one or a list; or name a caFile"),
    caFile: z.string().min(1).optional().describe('PEM file of the authority that signed it'),
    zone: z
      .string()
      .refine(isZone, 'is not a time zone; expected an IANA name such as Europe/Paris')
      .nullable()
      .default(null)
      .describe("Time zone of the server's clock; null uses the offset it shows"),
    revision: z
      .enum(revisions)
      .nullable()
      .default(null)
      .describe('REST revision to speak; null keeps the newest one found at first contact'),
  })
  .transform(({ passwordFile: _read, fingerprint: pinned, caFile, ...server }): ServerSettings => {
    return { ...server, trust: trustFrom(pinned, caFile) };
  });

/** Upper-case hex pairs joined by colons; null for what is no SHA-256 fingerprint. */
function normalFingerprint(text: string): string | null {
  const digits = text.replace(/[\s:-]/g, '').toUpperCase();
  return /^[0-9A-F]{64}$/.test(digits) ? (digits.match(/../g) ?? []).join(':') : null;
}

function trustFrom(pinned: string | readonly string[] | undefined, caFile?: string): Trust {
  if (caFile !== undefined) return { kind: 'authority', caFile };
  if (pinned === undefined) return { kind: 'system' };
  const texts = typeof pinned === 'string' ? [pinned] : pinned;
  return { kind: 'fingerprint', sha256: texts.flatMap((text) => normalFingerprint(text) ?? []) };
}

function isZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
