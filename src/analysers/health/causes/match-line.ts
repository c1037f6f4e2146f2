import type { MatchedLine, SignatureMatch } from '../../../domain/signature.ts';
import type { CompiledCatalogue, CompiledPattern } from './compile-catalogue.ts';
import { fingerprintOf } from './fingerprint.ts';

/** Of a longer text than both together only its head and its tail are examined. */
const examinedCharacters = 8192;

/** A part of a text, and where it begins. */
interface Window {
  readonly text: string;
  readonly offset: number;
}

/**
 * What the catalogue says of one line. Noise has no matches. Of each signature the first match is kept; those that merely
 * wrap another failure come behind all others, so that the first match is the one that names the cause. `names`: what is
 * known to be a name in this line, such as the workload's.
 */
export function matchLine(
  catalogue: CompiledCatalogue,
  text: string,
  names: readonly string[] = [],
): MatchedLine {
  const fingerprint = fingerprintOf(text, names).key;
  const matches = new Map<string, SignatureMatch>();
  const windows = windowsOf(text);
  for (const { expression, signature } of candidates(catalogue, windows)) {
    if (signature !== null && matches.has(signature.id)) continue;
    const span = firstMatch(expression, windows);
    if (span === null) continue;
    if (signature === null) return { isNoise: true, matches: [], fingerprint };
    matches.set(signature.id, { signatureId: signature.id, ...span });
  }
  return { isNoise: false, matches: [...matches.values()], fingerprint };
}

function windowsOf(text: string): readonly Window[] {
  if (text.length <= 2 * examinedCharacters) return [{ text, offset: 0 }];
  const tailAt = text.length - examinedCharacters;
  return [
    { text: text.slice(0, examinedCharacters), offset: 0 },
    { text: text.slice(tailAt), offset: tailAt },
  ];
}

/** The patterns worth trying, in their order. */
function candidates(
  { patterns, always, search }: CompiledCatalogue,
  windows: readonly Window[],
): readonly CompiledPattern[] {
  const places = new Set(always);
  for (const { text } of windows) search(text, (place) => places.add(place));
  return [...places].sort((one, other) => one - other).flatMap((place) => patterns[place] ?? []);
}

function firstMatch(
  expression: RegExp,
  windows: readonly Window[],
): Pick<SignatureMatch, 'start' | 'end'> | null {
  for (const { text, offset } of windows) {
    const match = expression.exec(text);
    if (match === null) continue;
    return { start: offset + match.index, end: offset + match.index + match[0].length };
  }
  return null;
}
