import type { LocalClock } from '../../../domain/local-clock.ts';

/** Milliseconds of the spans that calendars are made of. */
export const spanMs = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
} as const;

/** The first instant of local time was a Thursday, four days after a Sunday. */
const firstWeekday = 4;

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(localMs: number): number {
  return (Math.floor(localMs / spanMs.day) + firstWeekday) % 7;
}

/** Milliseconds since Sunday 00:00 local. */
export function timeOfWeek(localMs: number): number {
  return (((localMs + firstWeekday * spanMs.day) % spanMs.week) + spanMs.week) % spanMs.week;
}

/** Every local midnight from the day of one instant to that of another. */
export function localDays(clock: LocalClock, fromMs: number, untilMs: number): number[] {
  const last = Math.floor(clock.localOf(untilMs) / spanMs.day);
  const days: number[] = [];
  for (let day = Math.floor(clock.localOf(fromMs) / spanMs.day); day <= last; day += 1) {
    days.push(day * spanMs.day);
  }
  return days;
}

/** Milliseconds since midnight of "22:15"; null for text that is no time. */
export function timeOfDay(text: string): number | null {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  return Number(hours) * spanMs.hour + Number(minutes) * spanMs.minute;
}
