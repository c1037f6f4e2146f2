/** Longest piece of foreign text an answer carries. */
const longestFieldCharacters = 256;

// Controls, format marks (zero-width, bidirectional, tags, variation selectors) and line separators.
const forbidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu;

/** Text from VBR made safe to store and show: one line, no invisible or direction-changing characters, NFC. */
export function cleanText(text: string): string {
  return text.toWellFormed().normalize('NFC').replace(forbidden, ' ').replace(/ {2,}/g, ' ').trim();
}

/** Cleaned and cut to what an answer may carry; a cut is shown by an ellipsis. */
export function shownText(text: string, most = longestFieldCharacters): string {
  const clean = cleanText(text);
  return clean.length <= most ? clean : `${clean.slice(0, most - 1).toWellFormed()}…`;
}
