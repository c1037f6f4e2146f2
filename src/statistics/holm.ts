/**
 * Holm's adjusted p values (1979, with weights as in his section 4), in the order given: all at most α together err in at most a
 * share α of families. Weights are fixed before the data are seen; a test of weight 3 is tried at three times the level of one of
 * weight 1. Without weights all are equal.
 */
export function holmAdjusted(chances: readonly number[], weights?: readonly number[]): number[] {
  const order = chances
    .map((p, place) => ({ p, place, weight: weights?.[place] ?? 1 }))
    .sort((one, other) => one.p / one.weight - other.p / other.weight);
  const adjusted = new Array<number>(chances.length).fill(1);
  let left = order.reduce((sum, { weight }) => sum + weight, 0);
  let running = 0;
  for (const { p, place, weight } of order) {
    running = Math.max(running, Math.min(1, (p * left) / weight));
    adjusted[place] = running;
    left -= weight;
  }
  return adjusted;
}
