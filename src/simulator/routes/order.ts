type Key = string | number | boolean;

/** The rows by a key; equal keys keep their order. */
export function inOrder<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => Key,
  isAscending: boolean,
): Row[] {
  const direction = isAscending ? 1 : -1;
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((left, right) => direction * compared(left.key, right.key))
    .map(({ row }) => row);
}

function compared(left: Key, right: Key): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
