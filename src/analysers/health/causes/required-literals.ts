/** Texts in lower case of which any match of a pattern holds at least one; null when nothing is certain. */
export type RequiredLiterals = readonly string[] | null;

interface Reader {
  readonly source: string;
  at: number;
}

/**
 * What a text must hold for a pattern to match it, so that most patterns need not be tried on most texts. Of all pieces that
 * every match holds the most telling one is chosen. Only what is understood for sure counts.
 */
export function requiredLiterals(source: string): RequiredLiterals {
  return alternatives({ source, at: 0 });
}

function alternatives(reader: Reader): RequiredLiterals {
  const branches = [sequence(reader)];
  while (reader.source[reader.at] === '|') {
    reader.at += 1;
    branches.push(sequence(reader));
  }
  const certain = branches.filter((branch) => branch !== null);
  return certain.length === branches.length ? [...new Set(certain.flat())] : null;
}

/** What a sequence holds for certain, and the literal that may still grow. */
interface Found {
  readonly pieces: RequiredLiterals[];
  run: string;
}

function sequence(reader: Reader): RequiredLiterals {
  const found: Found = { pieces: [], run: '' };
  while (!isAtEnd(reader)) {
    const atom = readAtom(reader);
    if (atom.kind !== 'boundary') note(found, atom, readRepeat(reader));
  }
  endRun(found);
  return mostTelling(found.pieces);
}

function note(found: Found, atom: Atom, { least, isOnce }: Repeat): void {
  const isCertain = least > 0;
  if (atom.kind === 'literal') {
    if (isCertain) found.run += atom.text;
    if (!isOnce) endRun(found);
    return;
  }
  endRun(found);
  if (atom.kind === 'group' && isCertain) found.pieces.push(atom.needs);
}

function endRun(found: Found): void {
  if (found.run !== '') found.pieces.push([found.run]);
  found.run = '';
}

function isAtEnd({ source, at }: Reader): boolean {
  return at >= source.length || source[at] === '|' || source[at] === ')';
}

type Atom =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'group'; readonly needs: RequiredLiterals }
  | { readonly kind: 'boundary' }
  | { readonly kind: 'anything' };

function readAtom(reader: Reader): Atom {
  const character = reader.source[reader.at] ?? '';
  if (character === '(') return readGroup(reader);
  if (character === '[') return readClass(reader);
  if (character === '\\') return readEscape(reader);
  reader.at += 1;
  if (character === '^' || character === '$') return { kind: 'boundary' };
  return character === '.' || character > '\x7f'
    ? { kind: 'anything' }
    : { kind: 'literal', text: character.toLowerCase() };
}

function readGroup(reader: Reader): Atom {
  const opening = /^\((?:\?(?::|=|!|<=|<!|<[A-Za-z]\w*>))?/.exec(reader.source.slice(reader.at));
  const opened = opening?.[0] ?? '(';
  reader.at += opened.length;
  const needs = alternatives(reader);
  reader.at += 1;
  // What stands ahead or behind need not be there, or must not.
  return /[=!]$/.test(opened) ? { kind: 'anything' } : { kind: 'group', needs };
}

function readClass(reader: Reader): Atom {
  reader.at += 1;
  while (reader.at < reader.source.length && reader.source[reader.at] !== ']') {
    reader.at += reader.source[reader.at] === '\\' ? 2 : 1;
  }
  reader.at += 1;
  return { kind: 'anything' };
}

function readEscape(reader: Reader): Atom {
  const escaped = reader.source[reader.at + 1] ?? '';
  reader.at += 2;
  if (escaped === 'b') return { kind: 'boundary' };
  return /[A-Za-z0-9]/.test(escaped) ? { kind: 'anything' } : { kind: 'literal', text: escaped };
}

interface Repeat {
  readonly least: number;
  readonly isOnce: boolean;
}

function readRepeat(reader: Reader): Repeat {
  const repeat = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(reader.source.slice(reader.at));
  if (repeat === null) return { least: 1, isOnce: true };
  reader.at += repeat[0].length;
  if (repeat[1] !== undefined) return { least: Number(repeat[1]), isOnce: false };
  return { least: repeat[0].startsWith('+') ? 1 : 0, isOnce: false };
}

function mostTelling(pieces: readonly RequiredLiterals[]): RequiredLiterals {
  let best: RequiredLiterals = null;
  for (const piece of pieces) {
    if (piece !== null && (best === null || weightOf(piece) > weightOf(best))) best = piece;
  }
  return best;
}

// Numbers are rarer in lines than words of the same length, one piece rarer than a choice of several.
function weightOf(literals: readonly string[]): number {
  const weights = literals.map((text) => text.length + 2 * text.replace(/\D/g, '').length);
  return Math.min(...weights) - (literals.length - 1);
}
