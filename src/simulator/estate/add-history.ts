import { type Added, addRun, sumOf } from './add-run.ts';
import { addScheduledRuns } from './add-scheduled-runs.ts';
import { chanceFrom, textHash } from './chance.ts';
import type { Estate } from './estate.ts';
import type { SimulatedJob } from './job.ts';
import { startsBetween } from './schedule.ts';
import { dayMs, hourMs } from './zone-clock.ts';

/** A stalled run began at least so long ago and will not end before the next day is half over. */
const stalledHours = { least: 20, left: 14 } as const;

/** Adds everything a job did up to the estate's now, with the run that is still under way where one is planted. */
export function addHistory(estate: Estate, job: SimulatedJob): Added {
  const { startMs, nowMs } = estate;
  const { name } = job.behaviour;
  if (name === 'running') {
    const before = addScheduledRuns(estate, job, startMs, nowMs - 3 * hourMs);
    return sumOf(before, addLongRun(estate, job, nowMs - 7 * 60_000, 40));
  }
  const stalledMs = name === 'stalled' ? lastStartBefore(estate, job) : undefined;
  if (stalledMs === undefined) return addScheduledRuns(estate, job, startMs, nowMs);
  const before = addScheduledRuns(estate, job, startMs, stalledMs - 1);
  const minutes = (nowMs - stalledMs) / 60_000 + stalledHours.left * 60;
  const stalled = addLongRun(estate, job, stalledMs + 5_000, minutes);
  // What was due since then found the job still running.
  const since = addScheduledRuns(estate, job, stalledMs + 60_000, nowMs);
  return sumOf(sumOf(before, stalled), since);
}

function lastStartBefore(estate: Estate, { schedule }: SimulatedJob): number | undefined {
  const lastMs = estate.nowMs - stalledHours.least * hourMs;
  return startsBetween(schedule, estate.clock, lastMs - 8 * dayMs, lastMs).at(-1);
}

function addLongRun(estate: Estate, job: SimulatedJob, startMs: number, minutes: number): Added {
  const chance = chanceFrom(estate.options.seed, textHash('running'), job.index);
  return addRun(estate, job, startMs, { outcome: 'success', attempts: 1, minutes }, chance);
}
