import { type Chance, fraction, pick, whole } from './chance.ts';
import { itemAt } from './item-at.ts';
import type { ZoneClock } from './zone-clock.ts';

/** When a job starts, on the server's wall clock. */
export interface Schedule {
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
  /** Minutes after midnight, ascending. */
  readonly minutes: readonly number[];
  /** The only day of the month it starts on; absent for every day of the weekdays. */
  readonly monthDay?: number;
  /** Whether VBR shows it as running all the time; the minutes then are when it begins anew. */
  readonly isContinuous?: true;
}

const everyDay = [0, 1, 2, 3, 4, 5, 6];
const workDays = [1, 2, 3, 4, 5];

/** Starts a week that a schedule can have, from weekly to hourly. */
const paces = [1, 2, 3, 5, 7, 14, 21, 28, 42, 56, 84, 168];

/** How often it starts in a week, on average. */
export function startsPerWeek(schedule: Schedule): number {
  const share = schedule.monthDay === undefined ? 1 : 12 / 365;
  return schedule.weekdays.length * schedule.minutes.length * share;
}

/** The starts after `fromMs` and up to `toMs`, ascending. */
export function startsBetween(
  schedule: Schedule,
  clock: ZoneClock,
  fromMs: number,
  toMs: number,
): number[] {
  const starts: number[] = [];
  const lastDay = clock.localDay(toMs);
  for (let day = clock.localDay(fromMs); day <= lastDay; day += 1) {
    if (!startsOn(schedule, day)) continue;
    for (const minute of schedule.minutes) {
      const start = clock.instantOf(day, minute);
      if (start > fromMs && start <= toMs) starts.push(start);
    }
  }
  return starts;
}

function startsOn({ weekdays, monthDay }: Schedule, localDay: number): boolean {
  const isItsWeekday = weekdays.includes((localDay + 4) % 7);
  return isItsWeekday && (monthDay === undefined || monthDay === monthDayOf(localDay));
}

/** A schedule as mixed estates have them: mostly nightly, some hourly, some weekly. */
export function naturalSchedule(chance: Chance): Schedule {
  const draw = fraction(chance);
  if (draw < 0.62) return scheduleAt(7, chance);
  if (draw < 0.74) return scheduleAt(5, chance);
  if (draw < 0.86) return scheduleAt(1, chance);
  return scheduleAt(pick(chance, [14, 28, 42]), chance);
}

/** The schedule whose pace is nearest to the wanted starts a week, now and then one step beside it. */
export function scheduleNear(wantedPerWeek: number, mayStray: boolean, chance: Chance): Schedule {
  let nearest = 0;
  for (const [place, pace] of paces.entries()) {
    if (Math.abs(pace - wantedPerWeek) < Math.abs(itemAt(paces, nearest) - wantedPerWeek)) {
      nearest = place;
    }
  }
  const stray = mayStray && fraction(chance) < 0.3 ? pick(chance, [-1, 1]) : 0;
  const place = Math.min(paces.length - 1, Math.max(0, nearest + stray));
  return scheduleAt(itemAt(paces, place), chance);
}

/** Every day at one minute. */
export function dailyAt(minuteOfDay: number): Schedule {
  return { weekdays: everyDay, minutes: [minuteOfDay] };
}

/** Every so many hours, at this minute of the hour. */
export function everyHours(hours: number, minute: number): Schedule {
  const minutes = Array.from({ length: 24 / hours }, (_, start) => start * hours * 60 + minute);
  return { weekdays: everyDay, minutes };
}

/** Once a month at one minute. */
export function monthlyOn(monthDay: number, minuteOfDay: number): Schedule {
  return { ...dailyAt(minuteOfDay), monthDay };
}

/** The schedule so many minutes later in the day. */
export function laterBy(schedule: Schedule, byMinutes: number): Schedule {
  const minutes = schedule.minutes.map((minute) => (minute + byMinutes) % (24 * 60));
  return { ...schedule, minutes: minutes.sort((left, right) => left - right) };
}

/** The day of the month of a day counted from 1970-01-01. */
export function monthDayOf(localDay: number): number {
  return new Date(localDay * 86_400_000).getUTCDate();
}

function scheduleAt(pace: number, chance: Chance): Schedule {
  const nightMinute = whole(chance, 19 * 60, 28 * 60) % (24 * 60);
  if (pace === 1) return { weekdays: [pick(chance, [0, 5, 6])], minutes: [nightMinute] };
  if (pace === 2) return { weekdays: [2, 5], minutes: [nightMinute] };
  if (pace === 3) return { weekdays: [1, 3, 5], minutes: [nightMinute] };
  if (pace === 5) return { weekdays: workDays, minutes: [nightMinute] };
  const startsADay = Math.max(1, Math.round(pace / 7));
  const spacing = (24 * 60) / startsADay;
  const first = startsADay === 1 ? nightMinute : whole(chance, 0, Math.min(59, spacing - 1));
  const minutes = Array.from({ length: startsADay }, (_, start) => first + start * spacing);
  return { weekdays: everyDay, minutes };
}
