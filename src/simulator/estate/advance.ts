import { Fault } from '../../domain/errors.ts';
import { addRun, busyUntil } from './add-run.ts';
import { addScheduledRuns } from './add-scheduled-runs.ts';
import { isPlain } from './behaviour.ts';
import { type Chance, chanceFrom, fraction, shuffled, textHash } from './chance.ts';
import { type Estate, settle } from './estate.ts';
import { itemAt } from './item-at.ts';
import type { SimulatedJob } from './job.ts';
import { addSideSessions } from './side-sessions.ts';
import type { Verdict } from './verdict.ts';
import { hourMs } from './zone-clock.ts';

/** A wanted number of new sessions, however many hours their jobs' schedules would need for them. */
export interface AppendRequest {
  readonly sessions: number;
  readonly failedShare?: number;
  readonly warnedShare?: number;
}

/** Lets time pass: schedules start their runs, running ones end. */
export function advanceEstate(estate: Estate, hours: number): void {
  const toMs = estate.nowMs + hours * hourMs;
  for (const job of followersLast(estate.jobs)) addScheduledRuns(estate, job, estate.nowMs, toMs);
  addSideSessions(estate, estate.nowMs, toMs);
  settle(estate, toMs);
}

/** Adds exactly so many job sessions within about an hour; each failed one is healed by the session after it. */
export function appendRuns(estate: Estate, request: AppendRequest): void {
  const verdicts = verdictsFor(request);
  const chance = chanceFrom(estate.options.seed, textHash('append'), estate.version);
  const jobs = shuffled(chance, estate.jobs.filter(isAppendable)).map((job) => ({
    ...job,
    typicalMinutes: 1,
  }));
  if (jobs.length === 0) throw nothingToAppendTo();
  let endMs = estate.nowMs + hourMs;
  for (const [place, verdict] of shuffled(chance, verdicts).entries()) {
    const job = itemAt(jobs, place % jobs.length);
    addRun(estate, job, nextStart(estate, job, chance), verdict, chance);
    endMs = Math.max(endMs, busyUntil(estate, job));
  }
  settle(estate, endMs);
}

function nextStart(estate: Estate, job: SimulatedJob, chance: Chance): number {
  const earliest = Math.max(estate.nowMs, busyUntil(estate, job));
  return Math.floor(earliest + 1_000 + fraction(chance) * 600_000);
}

function verdictsFor({
  sessions,
  failedShare = 0.03,
  warnedShare = 0.06,
}: AppendRequest): Verdict[] {
  const failed = Math.round(sessions * failedShare);
  const warned = Math.round(sessions * warnedShare);
  const plain = sessions - 2 * failed - warned;
  if (!Number.isInteger(sessions) || sessions < 1 || !(failed >= 0 && warned >= 0 && plain >= 0)) {
    throw new Fault({
      code: 'input-invalid',
      happened: `${sessions} sessions with ${failed} failed and ${warned} warned cannot be appended`,
      means: 'every failed session needs a second one that heals it',
      next: 'ask for more sessions or for smaller shares',
    });
  }
  return [
    ...repeated(failed, { outcome: 'success', attempts: 2 }),
    ...repeated(warned, { outcome: 'warning', attempts: 1 }),
    ...repeated(plain, { outcome: 'success', attempts: 1 }),
  ];
}

function repeated(count: number, verdict: Verdict): Verdict[] {
  return Array.from({ length: count }, () => verdict);
}

function isAppendable({ behaviour, retry }: SimulatedJob): boolean {
  return isPlain(behaviour.name) && retry.isEnabled;
}

// A job that starts after another one needs that one's runs.
function followersLast(jobs: readonly SimulatedJob[]): SimulatedJob[] {
  return [
    ...jobs.filter(({ afterJob }) => afterJob === null),
    ...jobs.filter(({ afterJob }) => afterJob !== null),
  ];
}

function nothingToAppendTo(): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: 'The simulated estate has no ordinary job with a retry rule',
    means: 'no run can be appended to it',
    next: 'start it with more jobs',
  });
}
