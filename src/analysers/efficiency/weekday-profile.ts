import { median } from '../../statistics/median.ts';
import { robustSpread } from '../../statistics/robust-spread.ts';

/** One value a night. */
export interface NightValue {
  readonly night: number;
  readonly value: number;
}

/** Nights of one weekday that a profile needs. */
const leastOfWeekday = 4;
/** Standard errors from which a weekday is believed to differ; seven weekdays are looked at. */
const leastStandardErrors = 2.6;
/** Of the median of normal values by that of their mean: √(π/2). */
const medianBySpread = Math.sqrt(Math.PI / 2);
const reach = 3;
const daysOfWeek = 7;

/**
 * The values without what their weekday adds beyond chance: the median of the weekday's distances from the running median of a week,
 * where it is 2.6 standard errors or more. The mean over a week stays what it was. Where fewer than four nights of a weekday are there,
 * that weekday stays as it is.
 */
export function withoutWeekday(values: readonly NightValue[]): readonly number[] {
  const level = values.map((_, index) => {
    const around = values.slice(Math.max(0, index - reach), index + reach + 1);
    return median(around.map(({ value }) => value)) ?? 0;
  });
  const distances = values.map(({ value }, index) => value - (level[index] ?? 0));
  const usual = Array.from({ length: daysOfWeek }, (_, weekday) =>
    usualDistance(distances.filter((_value, index) => weekdayOf(values[index]) === weekday)),
  );
  const middle = usual.reduce((sum, each) => sum + each, 0) / daysOfWeek;
  return values.map((one) => one.value - ((usual[weekdayOf(one)] ?? 0) - middle));
}

function usualDistance(own: readonly number[]): number {
  const usual = median(own);
  if (usual === null || own.length < leastOfWeekday) return 0;
  const error = (medianBySpread * (robustSpread(own) ?? 0)) / Math.sqrt(own.length);
  return Math.abs(usual) < leastStandardErrors * error ? 0 : usual;
}

function weekdayOf(value: NightValue | undefined): number {
  const night = value?.night ?? 0;
  return ((night % daysOfWeek) + daysOfWeek) % daysOfWeek;
}
