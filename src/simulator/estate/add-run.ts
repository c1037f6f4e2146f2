import { attemptsOf } from './attempts.ts';
import { causeOfRun } from './cause-of-run.ts';
import type { Chance } from './chance.ts';
import type { Estate } from './estate.ts';
import type { SimulatedJob } from './job.ts';
import { results } from './session-table.ts';
import type { Verdict } from './verdict.ts';

/** Sessions a run added, by how they ended. */
export interface Added {
  readonly sessions: number;
  readonly failed: number;
  readonly warned: number;
}

export const nothingAdded: Added = { sessions: 0, failed: 0, warned: 0 };

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
  const { outcome, attempts: count, incident } = verdict;
  estate.runs.append({
    job: job.index,
    startedMs: startMs,
    endedMs,
    outcome,
    attempts: count,
    cause: incident?.cause ?? causeOfRun(estate, job, verdict, chance),
    incident: incident?.index ?? -1,
  });
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
