import { type Chance, fraction } from './chance.ts';

const spread = 0.18;
const tailShare = 0.03;
const tailExponent = 2.2;
const longest = 4;

/** How many times its usual time a run takes: log-normal in bulk with a Pareto tail, no model that an analyser assumes. */
export function lengthFactor(chance: Chance): number {
  const bulk = Math.exp(spread * normal(chance));
  const isTail = fraction(chance) < tailShare;
  const tail = isTail ? 1.2 * (1 - fraction(chance)) ** (-1 / tailExponent) : 1;
  return Math.min(longest, bulk * tail);
}

// The sum of twelve draws is normal enough.
function normal(chance: Chance): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw += 1) sum += fraction(chance);
  return sum;
}
