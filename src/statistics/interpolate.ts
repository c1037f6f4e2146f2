/** The value at x on the line through the points (xs, ys), xs rising; beyond its ends the line stays level. */
export function interpolate(xs: ArrayLike<number>, ys: ArrayLike<number>, x: number): number {
  const last = xs.length - 1;
  if (last < 0) return Number.NaN;
  let upper = 0;
  while (upper < last && at(xs, upper) < x) upper += 1;
  const lower = Math.max(0, upper - 1);
  const width = at(xs, upper) - at(xs, lower);
  if (width <= 0) return at(ys, upper);
  const share = Math.min(1, Math.max(0, (x - at(xs, lower)) / width));
  return at(ys, lower) + share * (at(ys, upper) - at(ys, lower));
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}
