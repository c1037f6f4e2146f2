import { levelChange } from '../../statistics/level-change.ts';
import { optimalPartition } from '../../statistics/optimal-partition.ts';
import { robustSpread } from '../../statistics/robust-spread.ts';
import { meanOf, segments, spreadFloor } from './noise.ts';

/** Where the level of a series changed. */
export interface SettledChanges {
  /** The first places of the new levels. */
  readonly starts: readonly number[];
  /** The chance that the last of them is none, both held for as likely before; 0 without one. */
  readonly doubt: number;
}

/** A night is not a level: it has at least so many. */
export const leastNights = 5;
/** Smaller changes are not worth a word: 5 %. */
const leastEffect = Math.log(1.05);

/** Of several changes each must be 7.4 times as likely as none: noise that wanders has many places that look like one. */
const clearEvidence = 2;

/**
 * The changes that are 5 % or more and for which the series speaks. Where least squares suspect several, each is judged between its
 * neighbours, and the weakest goes until all are clear; else the one is told for which the whole series speaks rather than against it.
 */
export function settledChanges(values: readonly number[]): SettledChanges {
  const starts = [...suspectedIn(values)];
  while (starts.length > 1) {
    const strengths = starts.map((_, index) => strengthOf(values, starts, index));
    const least = Math.min(...strengths);
    if (least > clearEvidence) return { starts, doubt: doubtOf(strengths.at(-1) ?? 0) };
    starts.splice(strengths.indexOf(least), 1);
  }
  const change = changeWithin(values, 0, values.length);
  if (change === null || change.evidence <= 0) return { starts: [], doubt: 0 };
  return isWorthAWord(values, [0, change.at, values.length])
    ? { starts: [change.at], doubt: doubtOf(change.evidence) }
    : { starts: [], doubt: 0 };
}

/** Least squares with 2.5 σ² ln n for each change, σ by the differences from night to night, which changes hardly touch. */
function suspectedIn(values: readonly number[]): readonly number[] {
  const steps = values.slice(1).map((value, place) => value - (values[place] ?? 0));
  const spread = Math.max(spreadFloor, (robustSpread(steps) ?? 0) / Math.SQRT2);
  const penalty = 2.5 * spread ** 2 * Math.log(Math.max(2, values.length));
  return optimalPartition(values, penalty, leastNights);
}

/** How far the series speaks for a change between its neighbours; not at all where it is small. */
function strengthOf(values: readonly number[], starts: readonly number[], index: number): number {
  const bounds = [0, ...starts, values.length];
  const from = bounds[index] ?? 0;
  const to = bounds[index + 2] ?? values.length;
  const isNothing = !isWorthAWord(values, [from, starts[index] ?? from, to]);
  const change = isNothing ? null : changeWithin(values, from, to);
  return change?.evidence ?? Number.NEGATIVE_INFINITY;
}

function changeWithin(values: readonly number[], from: number, to: number) {
  return levelChange(values.slice(from, to), {
    leastLength: leastNights,
    leastSpread: spreadFloor,
  });
}

function isWorthAWord(values: readonly number[], bounds: readonly number[]): boolean {
  const [before = 0, after = 0] = segments(values, bounds).map(meanOf);
  return Math.abs(after - before) >= leastEffect;
}

function doubtOf(evidence: number): number {
  return 1 / (1 + Math.exp(evidence));
}
