/**
 * The value below which a share of the sample lies, interpolated between order statistics; null of nothing.
 * Definition 7 of Hyndman and Fan, "Sample quantiles in statistical packages", 1996: the one of R, NumPy and Excel's PERCENTILE.INC.
 */
export function quantile(values: readonly number[], share: number): number | null {
  return quantileOfSorted(new Float64Array(values).sort(), share);
}

/** The same of values that are already in rising order. */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number | null {
  const place = (sorted.length - 1) * Math.min(1, Math.max(0, share));
  const below = sorted[Math.floor(place)];
  if (below === undefined) return null;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (place - Math.floor(place)) * (above - below);
}
