import { type Chance, fraction } from './chance.ts';

/** Log-normal around its median: the bulk of sizes, rates and spans. */
export function logNormal(chance: Chance, median: number, spread: number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - fraction(chance)));
  return median * Math.exp(spread * radius * Math.cos(2 * Math.PI * fraction(chance)));
}

/** Pareto from `least` up: the few that dwarf the rest. A smaller `shape` has the longer tail. */
export function pareto(chance: Chance, least: number, shape: number): number {
  return least / (1 - fraction(chance)) ** (1 / shape);
}
