import { attemptsOf } from './attempts.ts';
import { isOrdinary } from './behaviour.ts';
import { failureCauseIndex, warningCauseIndex } from './causes/causes.ts';
import { type Chance, chanceFrom, textHash, whole } from './chance.ts';
import type { Estate } from './estate.ts';
import type { SimulatedJob } from './job.ts';
import { startsBetween } from './schedule.ts';
import { results } from './session-table.ts';
import { type RunPlace, type Verdict, verdictOf } from './verdict.ts';

const mostLagMs = 45_000;

/** Sessions a run added, by how they ended. */
export interface Added {
  readonly sessions: number;
  readonly failed: number;
  readonly warned: number;
}

export const nothingAdded: Added = { sessions: 0, failed: 0, warned: 0 };

/** Adds the runs a job's schedule starts after `fromMs` and up to `toMs`. */
export function addScheduledRuns(
  estate: Estate,
  job: SimulatedJob,
  fromMs: number,
  toMs: number,
): Added {
  let added = nothingAdded;
  // A start may lag its minute, so one whose minute lies just before the window may still fall into it.
  for (const slotMs of startsBetween(job.schedule, estate.clock, fromMs - mostLagMs, toMs)) {
    const chance = chanceFrom(estate.options.seed, textHash('run'), job.index, slotMs);
    const startMs = slotMs + whole(chance, 1_000, mostLagMs);
    if (startMs <= fromMs || startMs > toMs || !isFree(estate, job, startMs)) continue;
    const verdict = verdictOf(job, placeOf(estate, startMs), chance);
    added = sumOf(added, addRun(estate, job, startMs, verdict, chance));
  }
  return added;
}

/**
 * Adds one run and its sessions. A run that would still be undecided at the first end of history (failed, waiting
 * for its retry) is left out, so that the planted truth of that instant has no "perhaps".
 */
export function addRun(
  estate: Estate,
  job: SimulatedJob,
  startMs: number,
  verdict: Verdict,
  chance: Chance,
): Added {
  const isFull = estate.clock.weekday(startMs) === job.fullWeekday;
  const attempts = attemptsOf(job, startMs, verdict, isFull, chance);
  const endedMs = attempts.at(-1)?.endedMs ?? startMs;
  const isPlain = verdict.attempts === 1 && verdict.outcome === 'success';
  const isFirstHistory = estate.version === 0;
  if (isFirstHistory && endedMs > estate.nowMs && !isPlain) return nothingAdded;
  const run = estate.runs.length();
  const cause = causeOf(estate, job, verdict, chance);
  estate.runs.append({ job: job.index, startedMs: startMs, endedMs, ...verdict, cause });
  for (const [attempt, session] of attempts.entries()) {
    estate.sessions.append({ ...session, source: job.index, run, attempt });
  }
  estate.busyUntilMs[job.index] = endedMs + 60_000;
  return {
    sessions: attempts.length,
    failed: attempts.filter(({ result }) => result === results.failed).length,
    warned: attempts.filter(({ result }) => result === results.warning).length,
  };
}

export function sumOf(left: Added, right: Added): Added {
  return {
    sessions: left.sessions + right.sessions,
    failed: left.failed + right.failed,
    warned: left.warned + right.warned,
  };
}

/** Until when a job cannot start again. */
export function busyUntil(estate: Estate, job: SimulatedJob): number {
  return estate.busyUntilMs[job.index] ?? Number.NEGATIVE_INFINITY;
}

function isFree(estate: Estate, job: SimulatedJob, startMs: number): boolean {
  return startMs > busyUntil(estate, job) && runsAt(job, startMs);
}

function runsAt({ behaviour }: SimulatedJob, startMs: number): boolean {
  if (behaviour.name === 'never-run') return false;
  const ends = behaviour.name === 'silent' || behaviour.name === 'disabled';
  return !ends || startMs < behaviour.sinceMs;
}

function placeOf({ clock, startMs: begin, options }: Estate, startMs: number): RunPlace {
  const age = (startMs - begin) / (options.now.getTime() - begin);
  return { startMs, weekday: clock.weekday(startMs), age };
}

// What is planted has one cause for good, ordinary failures draw a new one each time.
function causeOf(estate: Estate, job: SimulatedJob, verdict: Verdict, chance: Chance): number {
  if (verdict.outcome === 'canceled') return -1;
  const source = isOrdinary(job.behaviour.name)
    ? chance
    : chanceFrom(estate.options.seed, textHash('cause'), job.index);
  if (verdict.outcome === 'failed' || verdict.attempts > 1) return failureCauseIndex(source);
  return verdict.outcome === 'warning' ? warningCauseIndex(chance) : -1;
}
