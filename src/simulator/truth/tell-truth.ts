import type { Revision } from '../../domain/vbr-server.ts';
import { guestFamilyOf } from '../estate/backups/guest-family.ts';
import { blockExclusionsOf } from '../estate/block-exclusions.ts';
import { isFamiliar } from '../estate/causes/cause.ts';
import { causeAt } from '../estate/causes/causes.ts';
import { componentOf } from '../estate/component.ts';
import type { Estate } from '../estate/estate.ts';
import { identityOf } from '../estate/identity.ts';
import { itemAt } from '../estate/item-at.ts';
import { isListed, jobAt, type SimulatedJob } from '../estate/job.ts';
import { jobTypeIn } from '../estate/names-by-revision.ts';
import { listedScanJobs } from '../estate/operations/verification-jobs.ts';
import type { RunRow } from '../estate/run-table.ts';
import { affectedPlaces, textFor } from '../estate/session-cause.ts';
import { dayMs } from '../estate/zone-clock.ts';
import { type Role, sightOf } from '../server/roles.ts';
import { agentComputersTruth } from './agent-computers.ts';
import { backupsTruth } from './backup-truth.ts';
import { intrusions, patterns, skippedWorkloads, slowdowns } from './behaviour-truth.ts';
import { changes } from './change-truth.ts';
import { countRun, emptyCounts, type RunStatus, statusAt } from './count-runs.ts';
import { countSessions } from './count-sessions.ts';
import { failureGroups } from './failure-groups.ts';
import { problems } from './problems.ts';
import { repositoryTruth } from './repository-truth.ts';
import { restoresTruth } from './restores.ts';
import type { WindowedCounts } from './run-counts.ts';
import { scaleOutTruth } from './scale-out-truth.ts';
import { missedRuns, silentJobs, stalledRuns } from './schedule-truth.ts';
import { securityTruth } from './security.ts';
import type { JobTruth, RunTruth, SimulatorTruth } from './truth.ts';
import { verificationTruth } from './verification.ts';
import { workloadTruths } from './workload-truth.ts';

/** Tells what was planted, as of the estate's now. */
export function tellTruth(estate: Estate, build: Revision, role: Role): SimulatorTruth {
  const { options, storage } = estate;
  const jobs = estate.jobs.filter((job) => isListed(job, estate.nowMs));
  const ledger = keepLedger(estate);
  const scanJobs = listedScanJobs(estate, build).length;
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
      jobs: jobs.length + scanJobs,
      scanJobs,
      repositories: storage.repositories.length,
      runs: ledger.total,
      ...sessions,
    },
    excluded,
    jobs: jobs.map((job) => jobTruth(job, itemAt(ledger.jobs, job.index), build)),
    failedRunsLast24Hours: ledger.failed.map((run) => runTruth(estate, run)),
    healedRunsLast24Hours: ledger.healed.map((run) => runTruth(estate, run)),
    repositories: storage.repositories.map((one) => repositoryTruth(storage, one, estate.nowMs)),
    scaleOutRepositories: storage.scaleOuts.map((one) => scaleOutTruth(storage, one, estate.nowMs)),
    backups: backupsTruth(estate),
    workloads: workloadTruths(estate),
    agentComputers: agentComputersTruth(estate),
    restores: restoresTruth(estate, build),
    verification: verificationTruth(estate, build),
    security: securityTruth(estate),
    failureGroups: failureGroups(estate),
    missedRuns: missedRuns(estate),
    silentJobs: silentJobs(estate),
    stalledRuns: stalledRuns(estate),
    skippedWorkloads: skippedWorkloads(estate),
    slowdowns: slowdowns(estate),
    patterns: patterns(estate),
    intrusions: intrusions(estate),
    changes: changes(estate),
    problems: problems(estate),
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
    if (!isListed(itemAt(estate.jobs, row.job), estate.nowMs)) continue;
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
    blockExclusions: blockExclusionsOf(job),
    guestFamilies: [...new Set(job.workloads.map((name) => guestFamilyOf(job, name)))],
    runs: ledger.counts,
    lastRunStartedAt: ledger.lastStartedMs === null ? null : isoText(ledger.lastStartedMs),
    failedStreak: ledger.failedStreak,
    failingSince: ledger.failingSinceMs === null ? null : isoText(ledger.failingSinceMs),
  };
}

function runTruth(estate: Estate, run: number): RunTruth {
  const row = estate.runs.row(run);
  const job = jobAt(itemAt(estate.jobs, row.job), row.startedMs);
  return {
    jobId: job.id,
    jobName: itemAt(estate.jobs, row.job).name,
    startedAt: isoText(row.startedMs),
    endedAt: isoText(row.endedMs),
    attempts: row.attempts,
    firstSessionId: estate.identifiers.of('session', estate.runs.firstSession(run)),
    cause: causeTruth(estate, run, row, job),
  };
}

function causeTruth(estate: Estate, run: number, row: RunRow, job: SimulatedJob) {
  const cause = causeAt(row.cause);
  if (cause === null) return null;
  const workloads = affectedPlaces(estate, run).map((place) => itemAt(job.workloads, place));
  return {
    key: cause.key,
    causeClass: cause.causeClass,
    component: componentOf(job, cause.component, estate.options.seed),
    isFamiliar: isFamiliar(cause),
    text: textFor(estate, cause, run, itemAt(workloads, 0)),
    workloads,
  };
}

function isoText(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
