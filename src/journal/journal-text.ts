import { isFault } from '../domain/errors.ts';
import { cleanText } from '../domain/foreign-text.ts';
import type { JournalData, JournalLevel } from '../ports/journal.ts';
import { type SecretRegistry, scrubbed } from './secret-registry.ts';

const longestTextCharacters = 4000;
const longestReadCharacters = 64_000;
const secretKey = /password|passwd|secret|authorization|cookie|token$/i;

/** Text as the journal keeps it: no secret, no control character, one line, of bounded length. */
export function journalText(text: string, secrets: SecretRegistry): string {
  // Before cleaning for secrets as they are, after it for those that were written in decomposed characters.
  const clean = secrets.scrub(cleanText(secrets.scrub(text.slice(0, longestReadCharacters))));
  return clean.length <= longestTextCharacters
    ? clean
    : `${clean.slice(0, longestTextCharacters)}…`;
}

/** The same for every key and value; a text under a key that names a secret goes whole. */
export function journalData(data: JournalData, secrets: SecretRegistry): JournalData {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => {
      if (typeof value !== 'string') return [journalText(key, secrets), value];
      const kept = secretKey.test(key) ? scrubbed : journalText(value, secrets);
      return [journalText(key, secrets), kept];
    }),
  );
}

/** Faults that a pass survives by design are warnings. */
export function levelOfError(error: unknown): JournalLevel {
  return isFault(error, 'source-forbidden', 'source-unsupported', 'already-running')
    ? 'warn'
    : 'error';
}
