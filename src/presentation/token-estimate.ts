/**
 * The tokens (o200k) that a text is likely to take, without a vocabulary and rather too many than too few: words by length,
 * capitals and vowels, figures in threes, marks by the run, and what is not ASCII by the character. Its test holds it
 * against the real count.
 */
export function estimatedTokens(text: string): number {
  return sumOfPieces(text, tokensOf);
}

/** The same for structured content: its keys are common words of ours, each of which is a token whatever its length. */
export function estimatedStructureTokens(content: object): number {
  const isKey = /[A-Za-z]*":/y;
  return sumOfPieces(JSON.stringify(content), (text, start, end) => {
    isKey.lastIndex = end;
    return isLetter(text, start) && isKey.test(text) ? 1 : tokensOf(text, start, end);
  });
}

function sumOfPieces(
  text: string,
  tokensOfPiece: (text: string, start: number, end: number) => number,
): number {
  let tokens = 0;
  let start = 0;
  while (start < text.length) {
    const end = endOfPiece(text, start);
    tokens += tokensOfPiece(text, start, end);
    start = end;
  }
  return Math.ceil(tokens);
}

type Kind = 'upper' | 'lower' | 'digit' | 'space' | 'line' | 'mark' | 'foreign';

/** The kind of each ASCII character, looked up because this is done for every character of every answer. */
const kinds: readonly Kind[] = Array.from({ length: 128 }, (_, code) => kindOfAscii(code));

function kindOfAscii(code: number): Kind {
  const character = String.fromCharCode(code);
  if (/[A-Z]/.test(character)) return 'upper';
  if (/[a-z]/.test(character)) return 'lower';
  if (/\d/.test(character)) return 'digit';
  if (character === '\n') return 'line';
  return /\s/.test(character) ? 'space' : 'mark';
}

function kindAt(text: string, place: number): Kind {
  return kinds[text.charCodeAt(place)] ?? 'foreign';
}

/** One capital belongs to the small letters after it; line ends and foreign characters stand alone. */
function endOfPiece(text: string, start: number): number {
  const kind = kindAt(text, start);
  let end = start + 1;
  if (kind === 'foreign') return end + (isPair(text, start) ? 1 : 0);
  if (kind === 'line') return end;
  const wanted = kind === 'upper' && isLower(text, end) ? 'lower' : kind;
  while (end < text.length && kindAt(text, end) === wanted) end += 1;
  return end;
}

function isLetter(text: string, place: number): boolean {
  return kindAt(text, place) === 'lower' || kindAt(text, place) === 'upper';
}

function isLower(text: string, place: number): boolean {
  return place < text.length && kindAt(text, place) === 'lower';
}

function isPair(text: string, place: number): boolean {
  const code = text.charCodeAt(place);
  return code >= 0xd800 && code < 0xdc00 && place + 1 < text.length;
}

const vowel = /[aeiouyAEIOUY]/;

function tokensOf(text: string, start: number, end: number): number {
  const length = end - start;
  switch (kindAt(text, start)) {
    case 'foreign':
      return length > 1 ? 3 : 1.5;
    case 'digit':
      return Math.ceil(length / 3);
    case 'line':
      return 0;
    case 'space':
      return Math.min(1, length - 1);
    case 'mark':
      return tokensOfMarks(text.slice(start, end));
    default:
      return Math.ceil(length / (vowel.test(text.slice(start, end)) ? 5 : 2));
  }
}

/** Marks that structured text is made of come in known runs; others come nearly one by one. */
const structure = /^["{}[\]:,.()\-_/]+$/;

function tokensOfMarks(piece: string): number {
  const { length } = piece;
  if (!structure.test(piece)) return length > 1 ? length * 0.9 : 1;
  return length > 5 ? length * 0.7 : Math.ceil(length / 3);
}
