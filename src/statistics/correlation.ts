/** Pearson's product-moment correlation of two equally long samples, −1 to 1; null where one of them does not vary. */
export function correlation(left: readonly number[], right: readonly number[]): number | null {
  const leftMean = meanOf(left);
  const rightMean = meanOf(right);
  let together = 0;
  let leftSquares = 0;
  let rightSquares = 0;
  for (const [index, value] of left.entries()) {
    const other = (right[index] ?? rightMean) - rightMean;
    together += (value - leftMean) * other;
    leftSquares += (value - leftMean) ** 2;
    rightSquares += other ** 2;
  }
  const scale = Math.sqrt(leftSquares * rightSquares);
  return scale > 0 ? together / scale : null;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
