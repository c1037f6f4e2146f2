/**
 * Correlation of a series with itself one step later, −1 to 1: Σ(xₜ−x̄)(xₜ₊₁−x̄) / Σ(xₜ−x̄)². 0 of a series that does not vary.
 * Box, Jenkins and Reinsel, "Time Series Analysis", 2.1.
 */
export function lagOneAutocorrelation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  let products = 0;
  let squares = 0;
  for (const [index, value] of values.entries()) {
    const next = values[index + 1];
    squares += (value - mean) ** 2;
    if (next !== undefined) products += (value - mean) * (next - mean);
  }
  return squares > 0 ? products / squares : 0;
}

/** The same with its bias taken away to first order: r + (1 + 4r) / n. Kendall 1954; Marriott and Pope 1954. */
export function unbiasedAutocorrelation(values: readonly number[]): number {
  const observed = lagOneAutocorrelation(values);
  return values.length === 0 ? 0 : observed + (1 + 4 * observed) / values.length;
}
