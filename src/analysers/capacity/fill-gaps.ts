/** Joins the known values on either side of a gap by a straight line; a gap at an end takes the nearest known value. */
export function fillGaps(values: readonly number[]): number[] {
  const filled = [...values];
  let index = 0;
  while (index < filled.length) {
    let end = index;
    while (end < filled.length && Number.isNaN(filled[end] ?? 0)) end += 1;
    const after = filled[end] ?? filled[index - 1] ?? Number.NaN;
    const before = filled[index - 1] ?? after;
    for (let place = index; place < end; place += 1) {
      const share = (place - index + 1) / (end - index + 1);
      filled[place] = before + share * (after - before);
    }
    index = end + 1;
  }
  return filled;
}
