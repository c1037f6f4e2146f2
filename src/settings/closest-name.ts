/** The known name that a mistyped one most likely meant; null when none is near (edits ≤ a third of its length, at least 1). */
export function closestName(typed: string, known: readonly string[]): string | null {
  const wanted = typed.toLowerCase();
  let best: string | null = null;
  let fewest = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const name of known) {
    const edits = editsBetween(wanted, name.toLowerCase());
    if (edits < fewest) {
      fewest = edits;
      best = name;
    }
  }
  return best;
}

/** Insertions, deletions, substitutions and swaps of neighbours, each 1 (optimal string alignment). */
function editsBetween(from: string, to: string): number {
  let rows: Rows = { before: [], previous: [...Array(to.length + 1).keys()] };
  for (let row = 1; row <= from.length; row += 1) {
    rows = { before: rows.previous, previous: nextRow(from, to, row, rows) };
  }
  return rows.previous[to.length] ?? 0;
}

interface Rows {
  readonly before: readonly number[];
  readonly previous: readonly number[];
}

function nextRow(from: string, to: string, row: number, { before, previous }: Rows): number[] {
  const current = [row];
  for (let column = 1; column <= to.length; column += 1) {
    const isSame = from[row - 1] === to[column - 1];
    const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
    const edits = [
      (previous[column - 1] ?? 0) + (isSame ? 0 : 1),
      (previous[column] ?? 0) + 1,
      (current[column - 1] ?? 0) + 1,
    ];
    if (isSwap) edits.push((before[column - 2] ?? 0) + 1);
    current.push(Math.min(...edits));
  }
  return current;
}
