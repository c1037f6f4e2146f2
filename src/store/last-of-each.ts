/** The last row of every key, so that a row which a list repeats is kept once, as it came last. */
export function lastOfEach<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | number,
): readonly Row[] {
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}
