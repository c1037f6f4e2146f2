import { unbiasedAutocorrelation } from '../../statistics/autocorrelation.ts';
import { robustSpread } from '../../statistics/robust-spread.ts';

/** How a series of logarithms moves around its levels. */
export interface Noise {
  readonly spread: number;
  readonly autocorrelation: number;
}

/** 1 % of the level: per cents are whole numbers, so nothing is steadier. */
export const spreadFloor = 0.01;
/** Distances beyond so many spreads are cut, so that single nights make no level. */
const clippedAt = 4;
const mostAutocorrelation = 0.8;

/** By how much an autocorrelated mean varies more than one of independent values: (1+ρ)/(1−ρ). */
export function inflation({ autocorrelation: rho }: Pick<Noise, 'autocorrelation'>): number {
  return (1 + rho) / (1 - rho);
}

/** Spread and autocorrelation of what is left when each side of the split has its own level. */
export function noiseAround(values: readonly number[], split: number): Noise {
  const rest = segments(values, [0, split, values.length]).flatMap((part) => {
    const mean = meanOf(part);
    return part.map((value) => value - mean);
  });
  const robust = Math.max(spreadFloor, robustSpread(rest) ?? 0);
  const cut = rest.map((value) => Math.max(-4 * robust, Math.min(4 * robust, value)));
  // Heavy tails make means vary more than the robust spread says.
  const spread = Math.max(robust, Math.sqrt(meanOf(cut.map((value) => value * value))));
  const rho = unbiasedAutocorrelation(cut);
  return { spread, autocorrelation: Math.min(mostAutocorrelation, Math.max(0, rho)) };
}

/** The one place that divides the series best, both sides at least so long; 0 where it is too short. */
export function bestSplit(values: readonly number[], leastLength: number): number {
  let best = 0;
  let mostBetween = 0;
  const total = values.reduce((sum, value) => sum + value, 0);
  let before = 0;
  for (let place = 1; place <= values.length - leastLength; place += 1) {
    before += values[place - 1] ?? 0;
    if (place < leastLength) continue;
    const after = values.length - place;
    const distance = before / place - (total - before) / after;
    const between = (place * after * distance ** 2) / values.length;
    if (between > mostBetween) {
      mostBetween = between;
      best = place;
    }
  }
  return best;
}

/** Moves what lies four spreads beyond the middle half of its neighbours to the edge of that half: a single night tells of no level. */
export function clipped(
  values: readonly number[],
  spread: number,
  reach: number,
): readonly number[] {
  return values.map((value, place) => {
    const around = values.slice(Math.max(0, place - reach), place + reach + 1);
    const sorted = Float64Array.from(around).sort();
    const low = sorted[Math.floor(sorted.length * 0.25)] ?? value;
    const high = sorted[Math.ceil(sorted.length * 0.75) - 1] ?? value;
    const isFar = value < low - clippedAt * spread || value > high + clippedAt * spread;
    return isFar ? Math.max(low, Math.min(high, value)) : value;
  });
}

/** The parts of a series between bounds, the first 0 and the last its length. */
export function segments(
  values: readonly number[],
  bounds: readonly number[],
): readonly (readonly number[])[] {
  return bounds.slice(1).map((end, index) => values.slice(bounds[index] ?? 0, end));
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
