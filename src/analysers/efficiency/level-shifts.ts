import {
  type AutoregressiveLevels,
  autoregressiveLevels,
  likelyValues,
} from '../../statistics/autoregressive-levels.ts';
import { type LikelyValue, mixedInterval } from '../../statistics/mixed-interval.ts';
import { robustSpread } from '../../statistics/robust-spread.ts';
import { bestSplit, clipped, noiseAround, spreadFloor } from './noise.ts';
import { leastNights, settledChanges } from './settled-changes.ts';

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

const twoSidedP = 0.05;

/**
 * The levels of a series with 95 % intervals, which allow for that its autocorrelation is not known; that of the present level also for the
 * doubt about the last change, without which the level would have been the same before.
 */
export function courseOf(given: readonly number[]): Course {
  const rough = noiseAround(given, bestSplit(given, leastNights));
  const values = clipped(given, rough.spread, leastNights);
  const { starts, doubt } = settledChanges(values);
  const levels = autoregressiveLevels(values, starts, spreadFloor);
  const residuals = given.map(
    (value, place) => value - (levels.means[levelAt(starts, place)] ?? 0),
  );
  const present = presentLevel(levels);
  const without =
    doubt === 0 ? levels : autoregressiveLevels(values, starts.slice(0, -1), spreadFloor);
  const {
    value: mean,
    low,
    high,
  } = mixedInterval(
    [...shared(present, 1 - doubt), ...shared(presentLevel(without), doubt)],
    twoSidedP,
  );
  return {
    shifts: starts.map((_, index) => shiftOf(levels, [0, ...starts, values.length], index)),
    residuals,
    spread: Math.max(spreadFloor, robustSpread(residuals) ?? 0),
    autocorrelation: levels.autocorrelation,
    currentLevel: { mean, low, high },
  };
}

function presentLevel(levels: AutoregressiveLevels): readonly LikelyValue[] {
  const last = levels.means.length - 1;
  return likelyValues(
    levels,
    levels.means.map((_, level) => Number(level === last)),
  );
}

function shared(views: readonly LikelyValue[], share: number): readonly LikelyValue[] {
  return views.map((view) => ({ ...view, share: view.share * share }));
}

function shiftOf(
  levels: AutoregressiveLevels,
  bounds: readonly number[],
  index: number,
): LevelShift {
  const change = levels.means.map(
    (_, level) => Number(level === index + 1) - Number(level === index),
  );
  const { value: size, low, high } = mixedInterval(likelyValues(levels, change), twoSidedP);
  const [before = 0, at = 0, end = 0] = bounds.slice(index, index + 3);
  return { at, size, low, high, nightsBefore: at - before, nightsAfter: end - at };
}

function levelAt(starts: readonly number[], place: number): number {
  return starts.filter((start) => start <= place).length;
}
