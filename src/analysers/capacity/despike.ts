import { median } from '../../statistics/median.ts';

interface Despiked {
  readonly values: readonly number[];
  /** Indices of the values taken out. */
  readonly removed: readonly number[];
}

const timesUsualWeeklyChange = 8;
/** Keeps the bound above nothing where most weeks do not change at all. */
const timesMeanWeeklyChange = 3;
/** The newest day has no tomorrow to be compared with: only a collapse is taken for a failed reading. */
const collapseShare = 0.6;

/**
 * Takes out single values that are out of line with yesterday, with tomorrow and with the same weekday of the weeks around, all on the
 * same side. A weekly full backup is in line with its weekday, and a step is in line with tomorrow: both stay.
 */
export function despike(values: readonly number[]): Despiked {
  const bound = spikeBound(values);
  const collapse = collapseShare * (median(values.filter(isKnown)) ?? 0);
  const removed: number[] = [];
  for (const [index, value] of values.entries()) {
    if (!isKnown(value)) continue;
    const isNewest = index === values.length - 1;
    if (isNewest ? value < collapse : isSpike(values, index, bound)) removed.push(index);
  }
  const kept = values.map((value, index) => (removed.includes(index) ? Number.NaN : value));
  return { values: kept, removed };
}

function spikeBound(values: readonly number[]): number {
  const changes = values
    .map((value, index) => Math.abs(value - (values[index - 7] ?? Number.NaN)))
    .filter(isKnown);
  const usual = median(changes) ?? Number.POSITIVE_INFINITY;
  const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length;
  return Math.max(timesUsualWeeklyChange * usual, timesMeanWeeklyChange * mean);
}

function isSpike(values: readonly number[], index: number, bound: number): boolean {
  const value = values[index] ?? Number.NaN;
  const tomorrow = nearestKnown(values, index, 1);
  const others = [-1, -7, 7].map((step) => nearestKnown(values, index, step)).filter(isKnown);
  if (!isKnown(tomorrow) || others.length < 2) return false;
  const around = [tomorrow, ...others];
  return (
    around.every((other) => value - other > bound) || around.every((other) => other - value > bound)
  );
}

/** The nearest known value in this direction, within three steps. */
function nearestKnown(values: readonly number[], index: number, step: number): number {
  for (const times of [1, 2, 3]) {
    const value = values[index + times * step];
    if (value !== undefined && isKnown(value)) return value;
  }
  return Number.NaN;
}

function isKnown(value: number): boolean {
  return !Number.isNaN(value);
}
