import { median } from '../../statistics/median.ts';

/** One value a night. */
export interface NightValue {
  readonly night: number;
  readonly value: number;
}

/** Nights of one weekday that a profile needs. */
const leastOfWeekday = 4;
const reach = 3;
const daysOfWeek = 7;

/**
 * The values without what their weekday usually adds: the median of the weekday's distances from the running median of a week. Where
 * fewer than four nights of a weekday are there, that weekday stays as it is.
 */
export function withoutWeekday(values: readonly NightValue[]): readonly number[] {
  const level = values.map((_, index) => {
    const around = values.slice(Math.max(0, index - reach), index + reach + 1);
    return median(around.map(({ value }) => value)) ?? 0;
  });
  const distances = values.map(({ value }, index) => value - (level[index] ?? 0));
  const usual = Array.from({ length: daysOfWeek }, (_, weekday) => {
    const own = distances.filter((_value, index) => weekdayOf(values[index]) === weekday);
    return own.length < leastOfWeekday ? 0 : (median(own) ?? 0);
  });
  const middle = median(usual) ?? 0;
  return values.map((one) => one.value - ((usual[weekdayOf(one)] ?? 0) - middle));
}

function weekdayOf(value: NightValue | undefined): number {
  const night = value?.night ?? 0;
  return ((night % daysOfWeek) + daysOfWeek) % daysOfWeek;
}
