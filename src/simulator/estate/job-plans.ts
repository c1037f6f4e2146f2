import type { Behaviour, BehaviourName } from './behaviour.ts';
import { type Chance, whole } from './chance.ts';
import { dailyAt, everyHours, monthlyOn, naturalSchedule, type Schedule } from './schedule.ts';
import { dayMs, type ZoneClock } from './zone-clock.ts';

interface PlanSurroundings {
  readonly clock: ZoneClock;
  readonly startMs: number;
  readonly nowMs: number;
}

const daysAgo: Partial<Record<BehaviourName, number>> = {
  failing: 12,
  silent: 9,
  disabled: 20,
  worsened: 30,
  'skipped-workload': 16,
  slowing: 50,
  renamed: 25,
  deleted: 33,
  recreated: 33,
};

/** The behaviour with its day, weekday and hour; short histories show it from their last three fifths on. */
export function behaviourOf(
  name: BehaviourName,
  { startMs, nowMs }: PlanSurroundings,
  chance: Chance,
): Behaviour {
  const ago = Math.min((daysAgo[name] ?? 0) * dayMs, (nowMs - startMs) * 0.6);
  return {
    name,
    sinceMs: ago === 0 ? startMs : nowMs - ago,
    weekday: whole(chance, 0, 6),
    hour: 2 * whole(chance, 0, 11),
  };
}

/** When a job with this behaviour starts. */
export function scheduleFor(
  { name }: Behaviour,
  { clock, nowMs }: PlanSurroundings,
  chance: Chance,
): Schedule {
  if (name === 'steady') return naturalSchedule(chance);
  // Six to eleven hours before now: what is planted has happened within the last day and is over.
  const wallMinutes = Math.floor(nowMs / 60_000) + clock.offsetMinutes(nowMs);
  const minute = (wallMinutes - whole(chance, 360, 660)) % (24 * 60);
  if (name === 'hour') return everyHours(2, minute % 60);
  if (name === 'continuous') return { ...everyHours(4, minute % 60), isContinuous: true };
  if (name === 'monthly') return monthlyOn(whole(chance, 2, 27), minute);
  return dailyAt(minute);
}

/** Whether runs with this behaviour are tried again: what fails by a rule mostly is not, to be rare enough. */
export function retriesOf(name: BehaviourName): boolean {
  return !['hour', 'interval', 'burst', 'correlated', 'worsened', 'month-end'].includes(name);
}
