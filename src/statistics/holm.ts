/** Holm's adjusted p values (1979), in the order given: all at most α together err in at most a share α of families. */
export function holmAdjusted(chances: readonly number[]): number[] {
  const order = chances.map((p, place) => ({ p, place })).sort((one, other) => one.p - other.p);
  const adjusted = new Array<number>(chances.length).fill(1);
  let running = 0;
  for (const [rank, { p, place }] of order.entries()) {
    running = Math.max(running, Math.min(1, p * (chances.length - rank)));
    adjusted[place] = running;
  }
  return adjusted;
}
