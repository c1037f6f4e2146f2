/**
 * The tokens (o200k) that a text is likely to take, without a vocabulary and rather too many than too few: words by length,
 * capitals and vowels, figures in threes, marks by the run, and what is not ASCII by the character. Its test holds it
 * against the real count.
 */
export function estimatedTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(pieces)) tokens += tokensOf(piece);
  return Math.ceil(tokens);
}

const pieces = /[A-Z]?[a-z]+|[A-Z]+|\d+|[^\S\n]+|\n|[!-/:-@[-`{-~]+|\P{ASCII}/gu;
const vowel = /[aeiouyAEIOUY]/;

function tokensOf(piece: string): number {
  const code = piece.charCodeAt(0);
  const { length } = piece;
  if (code > 0x7f) return length > 1 ? 3 : 1.5;
  if (isLetter(code)) return Math.ceil(length / (vowel.test(piece) ? 5 : 2));
  if (isDigit(code)) return Math.ceil(length / 3);
  if (code <= 0x20) return Math.min(1, length - 1);
  return tokensOfMarks(piece);
}

/** Marks that structured text is made of come in known runs; others come nearly one by one. */
const structure = /^["{}[\]:,.()\-_/]+$/;

function tokensOfMarks(piece: string): number {
  const { length } = piece;
  if (!structure.test(piece)) return length > 1 ? length * 0.9 : 1;
  return length > 5 ? length * 0.7 : Math.ceil(length / 3);
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
