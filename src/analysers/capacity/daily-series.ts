import { median } from '../../statistics/median.ts';

/** One reading of used space; several may fall on one day. */
export interface DayReading {
  /** Whole days on any calendar that counts by one. */
  readonly day: number;
  /** NaN where the source gave none. */
  readonly value: number;
}

/** What was wrong with the readings of the window, by count. */
export interface ReadingFaults {
  readonly notNumbers: number;
  readonly negative: number;
  /** A repository that was once used is not empty: a zero is a failed reading. */
  readonly zero: number;
  readonly duplicateDays: number;
}

/** One value a day without a hole in the calendar, from the first known day to the last. */
export interface DailySeries {
  /** NaN: not known. The first and the last are known; empty when nothing is. */
  readonly values: readonly number[];
  /** Day of the last known value; null when nothing is known. */
  readonly lastKnownDay: number | null;
  readonly faults: ReadingFaults;
}

/**
 * The readings of the days lastDay − lengthDays + 1 … lastDay as one value a day, whatever their order: the median of a day's
 * readings.
 */
export function dailySeries(
  readings: readonly DayReading[],
  lastDay: number,
  lengthDays: number,
): DailySeries {
  const firstDay = lastDay - lengthDays + 1;
  const inWindow = readings.filter(({ day }) => day >= firstDay && day <= lastDay);
  const faults = inWindow.map(({ value }) => faultOf(value));
  const known = valuesByDay(inWindow.filter((_, index) => faults[index] === null));
  const count = (fault: Fault) => faults.filter((each) => each === fault).length;
  const days = [...known.keys()].sort((left, right) => left - right);
  const first = days[0] ?? lastDay + 1;
  const lastKnownDay = days.at(-1) ?? null;
  const length = (lastKnownDay ?? first - 1) - first + 1;
  return {
    values: Array.from({ length }, (_, index) => valueOfDay(known.get(first + index) ?? [])),
    lastKnownDay,
    faults: {
      notNumbers: count('notNumbers'),
      negative: count('negative'),
      zero: count('zero'),
      duplicateDays: [...known.values()].filter((values) => values.length > 1).length,
    },
  };
}

function valueOfDay([first = Number.NaN, ...more]: readonly number[]): number {
  return more.length === 0 ? first : (median([first, ...more]) ?? first);
}

/** Far above any storage in any unit, and far below where squares of values are no numbers any more. */
const beyondAnyStorage = 1e100;

type Fault = 'notNumbers' | 'negative' | 'zero';

function faultOf(value: number): Fault | null {
  if (!(Math.abs(value) < beyondAnyStorage)) return 'notNumbers';
  if (value < 0) return 'negative';
  return value === 0 ? 'zero' : null;
}

function valuesByDay(readings: readonly DayReading[]): Map<number, number[]> {
  const byDay = new Map<number, number[]>();
  for (const { day, value } of readings) {
    const known = byDay.get(day);
    if (known === undefined) byDay.set(day, [value]);
    else known.push(value);
  }
  return byDay;
}
