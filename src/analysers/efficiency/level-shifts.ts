import { optimalPartition } from '../../statistics/optimal-partition.ts';
import { robustSpread } from '../../statistics/robust-spread.ts';
import { studentTwoSidedQuantile } from '../../statistics/student-t.ts';
import {
  bestSplit,
  clipped,
  inflation,
  meanOf,
  type Noise,
  noiseAround,
  type SettledNoise,
  segments,
  settledNoise,
  spreadFloor,
} from './noise.ts';

/** The level changed and stayed. Natural logarithms. */
export interface LevelShift {
  /** The first place of the new level. */
  readonly at: number;
  readonly size: number;
  readonly low: number;
  readonly high: number;
  readonly nightsBefore: number;
  readonly nightsAfter: number;
}

/** The levels of a series and how it moves around them. */
export interface Course {
  readonly shifts: readonly LevelShift[];
  /** The series less its levels. */
  readonly residuals: readonly number[];
  /** Of the residuals; never below the floor. */
  readonly spread: number;
  readonly autocorrelation: number;
  readonly currentLevel: { readonly mean: number; readonly low: number; readonly high: number };
}

/** A night is not a level: segments are at least this long. */
const leastNights = 5;
/** Smaller changes are not worth a word: 5 %. */
const leastEffect = Math.log(1.05);
/** Least distance between two levels in standard errors. */
const leastStandardErrors = 3;
const twoSidedP = 0.05;

/**
 * Levels by least squares with 2.5 σ² ln n × (1+ρ)/(1−ρ) for each change, σ and ρ of what one split leaves. A change is told when it is
 * 5 % or more and three standard errors, which grow with the autocorrelation; else its two sides are one level. Intervals rest on the
 * noise around the levels that are told.
 */
export function courseOf(given: readonly number[]): Course {
  const rough = noiseAround(given, bestSplit(given, leastNights));
  const values = clipped(given, rough.spread, leastNights);
  const noise = noiseAround(values, bestSplit(values, leastNights));
  const penalty = 2.5 * noise.spread ** 2 * Math.log(Math.max(2, values.length)) * inflation(noise);
  const starts = [...optimalPartition(values, penalty, leastNights)];
  for (;;) {
    const weakest = weakestOf(values, starts, noise);
    if (weakest === null) break;
    starts.splice(weakest, 1);
  }
  const bounds = [0, ...starts, values.length];
  const parts = segments(values, bounds);
  const levels = parts.map(meanOf);
  const residuals = given.map((value, place) => value - (levels[levelAt(starts, place)] ?? 0));
  const settled = settledNoise(residuals, levels.length);
  return {
    shifts: starts.map((_, index) => shiftWithReach(values, bounds, index + 1, settled)),
    residuals,
    spread: Math.max(spreadFloor, robustSpread(residuals) ?? 0),
    autocorrelation: settled.autocorrelation,
    currentLevel: levelWithReach(parts.at(-1) ?? [], settled),
  };
}

function levelWithReach(values: readonly number[], noise: SettledNoise): Course['currentLevel'] {
  const mean = meanOf(values);
  const error = noise.spread * Math.sqrt(inflation(noise) / Math.max(1, values.length));
  const reach = error * studentTwoSidedQuantile(twoSidedP, noise.degreesOfFreedom);
  return { mean, low: mean - reach, high: mean + reach };
}

/** The index of the least certain change that does not count; null when all do. */
function weakestOf(values: readonly number[], starts: readonly number[], noise: Noise) {
  const bounds = [0, ...starts, values.length];
  let weakest: number | null = null;
  let least = leastStandardErrors;
  for (const index of starts.keys()) {
    const { size, nightsBefore, nightsAfter } = shiftAt(values, bounds, index + 1);
    const isWorthAWord = Math.abs(size) >= leastEffect;
    const certainty = Math.abs(size) / standardError(noise, nightsBefore, nightsAfter);
    const counted = isWorthAWord ? certainty : Math.min(certainty, 0);
    if (counted < least) {
      least = counted;
      weakest = index;
    }
  }
  return weakest;
}

function shiftWithReach(
  values: readonly number[],
  bounds: readonly number[],
  index: number,
  noise: SettledNoise,
): LevelShift {
  const shift = shiftAt(values, bounds, index);
  const { size, nightsBefore, nightsAfter } = shift;
  const error = standardError(noise, nightsBefore, nightsAfter);
  const reach = error * studentTwoSidedQuantile(twoSidedP, noise.degreesOfFreedom);
  return { ...shift, low: size - reach, high: size + reach };
}

function shiftAt(
  values: readonly number[],
  bounds: readonly number[],
  index: number,
): Omit<LevelShift, 'low' | 'high'> {
  const at = bounds[index] ?? 0;
  const before = values.slice(bounds[index - 1] ?? 0, at);
  const after = values.slice(at, bounds[index + 1] ?? values.length);
  const size = meanOf(after) - meanOf(before);
  return { at, size, nightsBefore: before.length, nightsAfter: after.length };
}

function standardError(noise: Noise, before: number, after: number): number {
  return noise.spread * Math.sqrt(inflation(noise) * (1 / before + 1 / after));
}

function levelAt(starts: readonly number[], place: number): number {
  return starts.filter((start) => start <= place).length;
}
