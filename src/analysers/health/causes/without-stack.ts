/** So much of a text is searched for a stack; what counts stands before it. */
const longestSearched = 16_384;

// The frames of .NET and Java, whether or not the lines are still apart: "at Some.Class.Method(Type argument) in file:line 7". The last
// one may be cut off.
const frames = new RegExp(
  [
    String.raw`(?:\s{1,8}at [\w.\`<>+$]{3,200}\([^()\n]{0,300}\)(?: in \S{1,200}(?: \d{1,9})?)?)+`,
    String.raw`(?:\s{1,8}(?:a|at|at [^)]{0,400})?$)?`,
  ].join(''),
  'g',
);

/** The beginning of a text without the frames of a stack, which name code and no part of the infrastructure. */
export function withoutStack(text: string): string {
  const searched = text.slice(0, longestSearched);
  return searched.includes('at ') ? searched.replace(frames, '').trimEnd() : searched;
}
