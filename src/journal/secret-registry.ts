import { secretForms, shortestSecret } from './secret-forms.ts';

/** What stands where a secret stood. */
export const scrubbed = '•••';

/** Knows the live secret values and takes them out of any text. */
export interface SecretRegistry {
  /** From now on this value is scrubbed; empty and very short values are ignored. */
  readonly remember: (value: string) => void;
  /** The text without any remembered secret, in whatever encoding, and without what looks like a credential. */
  readonly scrub: (text: string) => string;
}

/** An empty registry; a program makes one and hands it to everything that keeps or shows text. */
export function createSecretRegistry(): SecretRegistry {
  const remembered = new Set<string>();
  let pattern: RegExp | null = null;
  const remember = (value: string) => {
    if (value.trim().length < shortestSecret) return;
    for (const form of secretForms(value)) remembered.add(form);
    // Longest first, so that a secret which contains another goes as a whole.
    const forms = [...remembered].sort((one, other) => other.length - one.length);
    pattern = new RegExp(forms.map((form) => literally(form)).join('|'), 'g');
  };
  const scrub = (text: string) => {
    const byValue = pattern === null ? text : text.replace(pattern, scrubbed);
    return credentialPatterns.reduce((rest, each) => rest.replace(each, `$1${scrubbed}`), byValue);
  };
  return { remember, scrub };
}

/** Repetitions are bounded: the text may be foreign, and long on purpose. */
const credentialPatterns: readonly RegExp[] = [
  // A JSON Web Token: three pieces of base64url, of which the first is an object.
  /()\beyJ[\w-]{1,4000}\.[\w-]{1,4000}\.[\w-]{0,4000}/g,
  /\b(bearer\s{1,9})[\w.~+/=-]{6,}/gi,
  // Base64 is told from a word by a digit, a mark or a capital inside.
  /\b((?:[Bb]asic|BASIC)\s{1,9})(?=[A-Za-z]{0,4000}(?:[0-9=+/]|[a-z][A-Z]))[A-Za-z0-9+/]{8,}={0,2}/g,
  // The account part of a URL.
  /\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/?#@]{0,256}:[^\s/?#]{0,256}(?=@)/gi,
  // name=value, name: value and "name":"value", whatever the name carries in front.
  /(\b[\w-]{0,40}(?:password|passwd|pwd|secret|api[_-]?key|(?:access|refresh)_token)\\?["']?\s{0,9}[=:]\s{0,9})(?:\\?"[^"\\]{0,4000}|'[^']{0,4000}|[^\s&"',;•]+)/gi,
];

/** RegExp.escape is younger than the oldest Node we run on. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
