import { hypergeometricUpperTail } from './hypergeometric.ts';

/** A class of trials: how many there were, and how many of the events fell on them. */
export interface ExposedCell {
  readonly trials: number;
  readonly events: number;
}

/** The cell with the most surprising excess of events; `p` is corrected for the number of cells that had trials. */
export interface Excess {
  readonly cell: number;
  readonly p: number;
}

/**
 * Are events spread over cells as their trials are? Given the number of events, each cell's count is hypergeometric; the smallest
 * upper tail is taken times the cells that could hold it (Tarone 1990). Exact, never too small. Null with fewer than two cells.
 */
export function excessCell(cells: readonly ExposedCell[], significance = 0.05): Excess | null {
  const total = sumOf(cells, 'trials');
  const events = sumOf(cells, 'events');
  const exposed = cells.filter((cell) => cell.trials > 0).length;
  if (exposed < 2 || events === 0 || events === total) return null;
  let best = { cell: 0, p: 1 };
  const leastChances: number[] = [];
  for (const [cell, { trials, events: hits }] of cells.entries()) {
    if (trials === 0) continue;
    const draw = { total, marked: trials, drawn: events };
    const most = Math.min(trials, events);
    leastChances.push(hypergeometricUpperTail(most, draw));
    const p = hypergeometricUpperTail(hits, draw);
    if (p < best.p) best = { cell, p };
  }
  return { cell: best.cell, p: Math.min(1, best.p * testable(leastChances, significance)) };
}

/** Tarone's factor: the least k such that at most k cells could reach significance / k at all. */
function testable(leastChances: readonly number[], significance: number): number {
  for (let factor = 1; factor < leastChances.length; factor += 1) {
    const able = leastChances.filter((least) => least <= significance / factor).length;
    if (able <= factor) return factor;
  }
  return leastChances.length;
}

function sumOf(cells: readonly ExposedCell[], field: keyof ExposedCell): number {
  return cells.reduce((sum, cell) => sum + cell[field], 0);
}
