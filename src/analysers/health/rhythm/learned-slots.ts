import { median } from '../../../statistics/median.ts';
import { spanMs, timeOfWeek } from './local-time.ts';
import type { RunSpan, Slots, Watch } from './slots.ts';

/** Share of the weeks in which a time of the week must have seen a start to be a habit. */
const usualShare = 0.6;
/** Share of all starts that habits must explain, or the job has none. */
const explainedShare = 0.8;
const fewestWeeks = 3;
const widestLinkMs = 2 * spanMs.hour;

/** Starts at one time of the week, as milliseconds since its Sunday 00:00; may run on into the next week. */
interface Habit {
  readonly time: number;
  readonly weeks: ReadonlySet<number>;
  readonly starts: number;
}

/** The times of the week at which the job started in most weeks; null where its starts follow no such times. */
export function learnedSlots(runs: readonly RunSpan[], watch: Watch): Slots | null {
  const { clock, fromMs, untilMs } = watch;
  const starts = runs.map(({ startMs }) => clock.localOf(startMs));
  const intervals = starts.slice(1).map((start, place) => start - (starts[place] ?? start));
  const usual = median(intervals);
  const firstWeek = weekOf(clock.localOf(fromMs));
  const lastWeek = weekOf(clock.localOf(untilMs));
  if (usual === null || lastWeek - firstWeek + 1 < fewestWeeks) return null;
  const habits = habitsOf(starts, Math.min(widestLinkMs, 0.4 * usual)).filter(
    (habit) => isUsual(habit, starts) && habit.weeks.size >= fewestWeeks,
  );
  const explained = habits.reduce((sum, habit) => sum + habit.starts, 0);
  if (habits.length === 0 || explained < explainedShare * starts.length) return null;
  const instants: number[] = [];
  for (const habit of habits) {
    const end = isGivenUp(habit, starts) ? Math.max(...habit.weeks) : lastWeek + 1;
    for (let week = firstWeek; week <= end; week += 1) {
      instants.push(clock.instantOf(startOfWeek(week) + habit.time));
    }
  }
  return {
    source: 'history',
    expectation: `${habits.length} ${habits.length === 1 ? 'time' : 'times'} a week, as it did so far`,
    instants: instants.filter((at) => at >= fromMs).sort((one, other) => one - other),
    earlyMs: Math.min(widestLinkMs, usual / 2),
    keyOf: (instantMs) => Math.round(timeOfWeek(clock.localOf(instantMs)) / spanMs.minute),
  };
}

/** Groups of starts by time of the week; a pause longer than the link parts two of them. */
function habitsOf(starts: readonly number[], linkMs: number): Habit[] {
  const times = starts
    .map((start) => ({ time: timeOfWeek(start), week: weekOf(start) }))
    .sort((one, other) => one.time - other.time);
  const groups: (typeof times)[] = [];
  for (const start of times) {
    const group = groups.at(-1);
    if (group !== undefined && start.time - (group.at(-1)?.time ?? 0) <= linkMs) group.push(start);
    else groups.push([start]);
  }
  joinAcrossSunday(groups, linkMs);
  return groups.map((group) => ({
    time: median(group.map(({ time }) => time)) ?? 0,
    weeks: new Set(group.map(({ week }) => week)),
    starts: group.length,
  }));
}

type Groups = Array<Array<{ time: number; week: number }>>;

function joinAcrossSunday(groups: Groups, linkMs: number): void {
  const [first] = groups;
  const last = groups.at(-1);
  if (first === undefined || last === undefined || first === last) return;
  if ((first[0]?.time ?? 0) + spanMs.week - (last.at(-1)?.time ?? 0) > linkMs) return;
  for (const { time, week } of first) last.push({ time: time + spanMs.week, week: week - 1 });
  groups.shift();
}

/** Of the weeks from its first to its last start, or to the newest of all when it was not given up. */
function isUsual(habit: Habit, starts: readonly number[]): boolean {
  const first = Math.min(...habit.weeks);
  const last = Math.max(...habit.weeks);
  const newest = isGivenUp(habit, starts) ? last : weekOf(starts.at(-1) ?? 0);
  return habit.weeks.size >= usualShare * (Math.max(newest, last) - first + 1);
}

/** Three whole weeks without it while the job ran at other times: it was moved, not missed. */
function isGivenUp(habit: Habit, starts: readonly number[]): boolean {
  return weekOf(starts.at(-1) ?? 0) - Math.max(...habit.weeks) >= 4;
}

/** Local time began in the middle of week 0, on a Thursday. */
const weekZeroMs = -4 * spanMs.day;

function weekOf(localMs: number): number {
  return Math.round((localMs - timeOfWeek(localMs) - weekZeroMs) / spanMs.week);
}

function startOfWeek(week: number): number {
  return week * spanMs.week + weekZeroMs;
}
