/**
 * The mean after the lowest and the highest share of the values were moved to the nearest value that is kept; null of nothing.
 * Dixon, "Simplified estimation from censored normal samples", 1960.
 */
export function winsorisedMean(values: readonly number[], share: number): number | null {
  const sorted = new Float64Array(values).sort();
  const moved = Math.floor(Math.min(0.5, share) * sorted.length);
  const low = sorted[moved];
  const high = sorted[sorted.length - 1 - moved];
  if (low === undefined || high === undefined) return null;
  let sum = 0;
  for (const value of sorted) sum += Math.min(Math.max(low, high), Math.max(low, value));
  return sum / sorted.length;
}
