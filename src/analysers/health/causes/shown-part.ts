import type { Cause } from '../../../domain/cause.ts';
import { cleanText } from '../../../domain/foreign-text.ts';
import type { SignatureMatch } from '../../../domain/signature.ts';

const mostCharacters = 500;
/** What is kept ahead of a match that lies far behind. */
const leadCharacters = 120;

/** The part of a line that a cause shows, with the match within it; a cut is shown by an ellipsis. */
export function shownPart(
  line: string,
  match: SignatureMatch | undefined,
): Pick<Cause, 'text' | 'span'> {
  const text = cleanText(line);
  // Lines are kept clean; in one that was not, the match can no longer be found by its place.
  const span = match === undefined || text !== line ? null : { start: match.start, end: match.end };
  if (text.length <= mostCharacters) return { text, span };
  const isNear = span === null || span.end < mostCharacters;
  const from = isNear ? 0 : Math.max(0, span.start - leadCharacters);
  const head = from > 0 ? '…' : '';
  const part = text.slice(from, from + mostCharacters - 1 - head.length);
  const tail = from + part.length < text.length ? '…' : '';
  const shift = head.length - from;
  const end = head.length + part.length;
  const isWhole = span !== null && span.end + shift <= end;
  return {
    text: `${head}${part.toWellFormed()}${tail}`,
    span: isWhole ? { start: span.start + shift, end: span.end + shift } : null,
  };
}
