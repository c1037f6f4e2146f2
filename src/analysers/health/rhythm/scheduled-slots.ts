import type { JobSchedule } from '../../../domain/job.ts';
import { localDays, spanMs, timeOfDay, weekdayOf } from './local-time.ts';
import { monthlySlots } from './monthly-slots.ts';
import { periodicSlots } from './periodic-slots.ts';
import type { RunSpan, Slots, Watch } from './slots.ts';

const earlyMs = 10 * spanMs.minute;
const weekdayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The starts that a schedule promises; null where it promises no instant, as a continuous one. */
export function scheduledSlots(
  schedule: JobSchedule,
  runs: readonly RunSpan[],
  watch: Watch,
): Slots | null {
  if (schedule.daily !== null) return dailySlots(schedule.daily, watch);
  if (schedule.monthly !== null) return monthlySlots(schedule.monthly, runs, watch);
  if (schedule.periodically !== null) return periodicSlots(schedule.periodically, runs, watch);
  return null;
}

function dailySlots(daily: NonNullable<JobSchedule['daily']>, watch: Watch): Slots | null {
  const time = timeOfDay(daily.localTime);
  if (time === null) return null;
  const days = weekdaysOf(daily);
  const { clock } = watch;
  const instants = localDays(clock, watch.fromMs, watch.untilMs + spanMs.week)
    .filter((midnight) => days.has(weekdayOf(midnight)))
    .map((midnight) => clock.instantOf(midnight + time));
  const named = [...days].map((day) => capitalised(weekdayNames[day] ?? ''));
  const which = days.size === 7 ? 'every day' : named.join(', ');
  return {
    source: 'schedule',
    expectation: `${which} at ${daily.localTime}`,
    instants,
    earlyMs,
    keyOf: (instantMs) => weekdayOf(clock.localOf(instantMs)),
  };
}

function weekdaysOf({ kind, days }: NonNullable<JobSchedule['daily']>): ReadonlySet<number> {
  const word = kind.toLowerCase();
  if (word === 'weekdays') return new Set([1, 2, 3, 4, 5]);
  const named = days
    .map((day) => weekdayNames.indexOf(day.toLowerCase()))
    .filter((day) => day >= 0);
  return word === 'selecteddays' && named.length > 0
    ? new Set(named)
    : new Set([0, 1, 2, 3, 4, 5, 6]);
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
