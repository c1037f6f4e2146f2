import type { Revision } from '../../domain/vbr-server.ts';
import { causeAt } from '../estate/causes/causes.ts';
import type { Estate } from '../estate/estate.ts';
import { identityOf } from '../estate/identity.ts';
import { itemAt } from '../estate/item-at.ts';
import { jobTypeIn } from '../estate/names-by-revision.ts';
import { usageAt } from '../estate/repositories.ts';
import type { RunRow } from '../estate/run-table.ts';
import { affectedPlaces, textFor } from '../estate/session-cause.ts';
import { dayMs } from '../estate/zone-clock.ts';
import { type Role, sightOf } from '../server/roles.ts';
import { countRun, emptyCounts, type RunStatus, statusAt } from './count-runs.ts';
import { countSessions } from './count-sessions.ts';
import type { JobTruth, RunTruth, SimulatorTruth, WindowedCounts } from './truth.ts';

/** Tells what was planted, as of the estate's now. */
export function tellTruth(estate: Estate, build: Revision, role: Role): SimulatorTruth {
  const { options, jobs, storage } = estate;
  const ledger = keepLedger(estate);
  const { sessions, excluded } = countSessions(estate, build);
  return {
    seed: options.seed,
    scenario: options.scenario,
    revision: build,
    asOf: isoText(estate.nowMs),
    historyStart: isoText(estate.startMs),
    zone: options.zone,
    server: identityOf(estate, build),
    role,
    sight: {
      administrator: sightOf('administrator', build),
      viewer: sightOf('viewer', build),
      'restore-operator': sightOf('restore-operator', build),
      'security-administrator': sightOf('security-administrator', build),
    },
    totals: {
      jobs: jobs.length,
      repositories: storage.repositories.length,
      runs: ledger.total,
      ...sessions,
    },
    excluded,
    jobs: jobs.map((job, index) => jobTruth(job, itemAt(ledger.jobs, index), build)),
    failedRunsLast24Hours: ledger.failed.map((run) => runTruth(estate, run)),
    healedRunsLast24Hours: ledger.healed.map((run) => runTruth(estate, run)),
    repositories: storage.repositories.map((repository) => ({
      id: repository.id,
      name: repository.name,
      scaleOutRepositoryId: repository.scaleOut?.id ?? null,
      ...usageAt(repository, options.seed, estate.startMs, estate.nowMs),
    })),
  };
}

interface JobLedger {
  readonly counts: WindowedCounts;
  lastStartedMs: number | null;
  failedStreak: number;
  failingSinceMs: number | null;
}

interface Ledger {
  readonly total: WindowedCounts;
  readonly jobs: readonly JobLedger[];
  readonly failed: number[];
  readonly healed: number[];
}

function keepLedger(estate: Estate): Ledger {
  const ledger: Ledger = {
    total: emptyCounts(),
    jobs: estate.jobs.map(() => ({
      counts: emptyCounts(),
      lastStartedMs: null,
      failedStreak: 0,
      failingSinceMs: null,
    })),
    failed: [],
    healed: [],
  };
  for (let run = 0; run < estate.runs.length(); run += 1) {
    const status = statusAt(estate, run);
    if (status === null) continue;
    const row = estate.runs.row(run);
    const job = itemAt(ledger.jobs, row.job);
    countRun(ledger.total, row, status, estate.nowMs);
    countRun(job.counts, row, status, estate.nowMs);
    keepStreak(job, row, status);
    if (row.startedMs >= estate.nowMs - dayMs) noteRecent(ledger, run, row, status);
  }
  return ledger;
}

function keepStreak(job: JobLedger, { startedMs }: RunRow, status: RunStatus): void {
  job.lastStartedMs = startedMs;
  if (status === 'failed') {
    job.failedStreak += 1;
    job.failingSinceMs ??= startedMs;
  } else if (status === 'success' || status === 'warning') {
    job.failedStreak = 0;
    job.failingSinceMs = null;
  }
}

function noteRecent(ledger: Ledger, run: number, { attempts }: RunRow, status: RunStatus): void {
  if (status === 'failed') ledger.failed.push(run);
  const endedWell = status === 'success' || status === 'warning';
  if (endedWell && attempts > 1) ledger.healed.push(run);
}

function jobTruth(job: Estate['jobs'][number], ledger: JobLedger, build: Revision): JobTruth {
  return {
    id: job.id,
    name: job.name,
    type: jobTypeIn(job, build),
    behaviour: job.behaviour.name,
    isDisabled: job.behaviour.name === 'disabled',
    runs: ledger.counts,
    lastRunStartedAt: ledger.lastStartedMs === null ? null : isoText(ledger.lastStartedMs),
    failedStreak: ledger.failedStreak,
    failingSince: ledger.failingSinceMs === null ? null : isoText(ledger.failingSinceMs),
  };
}

function runTruth(estate: Estate, run: number): RunTruth {
  const row = estate.runs.row(run);
  const job = itemAt(estate.jobs, row.job);
  const cause = causeAt(row.cause);
  const workloads = affectedPlaces(estate, run).map((place) => itemAt(job.workloads, place));
  const text = cause === null ? '' : textFor(estate, cause, run, itemAt(workloads, 0));
  return {
    jobId: job.id,
    jobName: job.name,
    startedAt: isoText(row.startedMs),
    endedAt: isoText(row.endedMs),
    attempts: row.attempts,
    firstSessionId: estate.identifiers.of('session', estate.runs.firstSession(run)),
    cause:
      cause === null ? null : { key: cause.key, isFamiliar: cause.isFamiliar, text, workloads },
  };
}

function isoText(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
