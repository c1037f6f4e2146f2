/** Each row once: a server that repeats a row between pages meant the later one. */
export function latestById<Row extends { readonly id: string }>(
  rows: readonly Row[],
): readonly Row[] {
  const byId = new Map<string, Row>();
  for (const row of rows) byId.set(row.id, row);
  return byId.size === rows.length ? rows : [...byId.values()];
}
