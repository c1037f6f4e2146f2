import { logChoose } from './log-factorial.ts';

/** A draw without replacement: `drawn` of `total`, of which `marked` are marked. */
export interface Draw {
  readonly total: number;
  readonly marked: number;
  readonly drawn: number;
}

/** The chance that at least so many of the drawn are marked: Fisher's exact test, one-sided. */
export function hypergeometricUpperTail(atLeast: number, draw: Draw): number {
  const most = Math.min(draw.marked, draw.drawn);
  let sum = 0;
  for (let hits = Math.max(atLeast, 0); hits <= most; hits += 1) sum += pointChance(hits, draw);
  return Math.min(1, sum);
}

/** Fisher's two-sided p: the chance of all tables that are no more likely than the one seen. */
export function fisherTwoSided(seen: number, draw: Draw): number {
  const limit = pointChance(seen, draw) * (1 + 1e-7);
  let sum = 0;
  for (let hits = 0; hits <= Math.min(draw.marked, draw.drawn); hits += 1) {
    const chance = pointChance(hits, draw);
    if (chance <= limit) sum += chance;
  }
  return Math.min(1, sum);
}

function pointChance(hits: number, { total, marked, drawn }: Draw): number {
  return Math.exp(
    logChoose(marked, hits) + logChoose(total - marked, drawn - hits) - logChoose(total, drawn),
  );
}
