/** The middle value, or the mean of the two middle ones; null of nothing. Does not reorder its argument. */
export function median(values: readonly number[]): number | null {
  const sorted = Float64Array.from(values).sort();
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half];
  if (upper === undefined) return null;
  const lower = sorted[half - 1];
  return sorted.length % 2 === 1 || lower === undefined ? upper : (lower + upper) / 2;
}
