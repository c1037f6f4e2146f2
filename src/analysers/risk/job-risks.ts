import type { EstateIndex } from './estate-index.ts';
import { runEvidence, unprotectedShare } from './failing-risks.ts';
import { lastingSince, reachOf, type Share } from './formula.ts';
import { kindsOfRisk, type RiskKind } from './kinds.ts';
import { changesWhile, lossWhile } from './lasting-failures.ts';
import type { RiskDraft } from './make-risk.ts';
import type { JobFact } from './risk-facts.ts';

/** First attempts that fail this often make a job one that lives by its retries. */
const fragileShare = 0.3;
const fewestFragileRuns = 10;
/** Its newest run went well: the failures that are to come are not yet there. */
const risingLoss = 0.7;
/** A job that grows by this part of its time in a week is as bad as slowing gets. */
const steepWeeklyShare = 0.1;
const fewestSteepness = 0.6;

/** Jobs that are silent, stand still, become worse or slower, or live by their retries. One that fails already is told by its failures. */
export function jobRisks(index: EstateIndex): RiskDraft[] {
  return index.facts.jobs
    .filter(({ streak }) => streak?.outcome !== 'failed')
    .flatMap((job) => [
      ...silent(index, job),
      ...stalled(index, job),
      ...rising(index, job),
      ...slowing(index, job),
      ...fragile(index, job),
    ]);
}

/** Whether protection stands still with the job: its workloads are then told with it. */
export function standsStill({ streak, silence, stalled }: JobFact): boolean {
  return streak?.outcome === 'failed' || silence !== null || stalled !== null;
}

function silent(index: EstateIndex, job: JobFact): RiskDraft[] {
  const { silence } = job;
  if (silence === null) return [];
  const { missedRuns, since } = silence;
  const reason = `${missedRuns} starts missed since its last run, which ended well`;
  return [
    draft(index, job, 'job-silent', {
      title: `Job "${job.name}" has been silent since ${day(since)}`,
      loss: { value: whileProtected(index, job), reason },
      since,
      changes: changesOfStill(index, job, 'job-silent'),
      figures: { missedRuns },
    }),
  ];
}

function stalled(index: EstateIndex, job: JobFact): RiskDraft[] {
  const { stalled: run } = job;
  if (run === null) return [];
  const { runningMinutes, limitMinutes, since } = run;
  const hours = Math.round(runningMinutes / 60);
  return [
    draft(index, job, 'job-stalled', {
      title: `A run of job "${job.name}" has been at work for ${hours} hours`,
      loss: {
        value: whileProtected(index, job),
        reason: `${hours} hours, its own runs explain ${Math.round(limitMinutes / 60)}`,
      },
      since,
      changes: changesOfStill(index, job, 'job-stalled'),
      figures: { runningMinutes, limitMinutes },
    }),
  ];
}

/** A job that does nothing at all goes on so; what is lost depends on what is left of its workloads. */
function whileProtected({ workloadsOfJob }: EstateIndex, { id }: JobFact): number {
  return lossWhile(1, unprotectedShare(workloadsOfJob.get(id) ?? []), 1);
}

function changesOfStill({ workloadsOfJob }: EstateIndex, { id }: JobFact, kind: RiskKind) {
  const exposed = unprotectedShare(workloadsOfJob.get(id) ?? []);
  return changesWhile(kindsOfRisk[kind].remedy, 1, exposed, 1);
}

function rising(index: EstateIndex, job: JobFact): RiskDraft[] {
  if (job.rising === null) return [];
  const { failed, judged } = job.runs;
  return [
    draft(index, job, 'failure-rate-rising', {
      title: `Job "${job.name}" fails ever more often`,
      loss: { value: risingLoss, reason: `${job.rising}; ${failed} of ${judged} runs failed` },
      since: null,
      figures: { failedRuns: failed, judgedRuns: judged },
    }),
  ];
}

function slowing(index: EstateIndex, job: JobFact): RiskDraft[] {
  if (job.slowing === null) return [];
  const { minutesPerWeek, medianMinutes, text } = job.slowing;
  const steepness = minutesPerWeek / Math.max(1, medianMinutes) / steepWeeklyShare;
  return [
    draft(index, job, 'runs-slowing', {
      title: `Job "${job.name}" takes longer and longer`,
      loss: { value: Math.max(fewestSteepness, Math.min(1, steepness)), reason: text },
      since: null,
      figures: { slopeMinutesPerWeek: minutesPerWeek, medianMinutes },
    }),
  ];
}

function fragile(index: EstateIndex, job: JobFact): RiskDraft[] {
  const { firstAttempt } = job;
  if (firstAttempt === null || firstAttempt.known < fewestFragileRuns) return [];
  const failing = 1 - firstAttempt.good / firstAttempt.known;
  if (failing < fragileShare) return [];
  const percent = Math.round(100 * failing);
  return [
    draft(index, job, 'retries-needed', {
      title: `Job "${job.name}" lives by its retries`,
      loss: {
        value: failing,
        reason: `first attempts fail in ${percent} % of ${firstAttempt.known} runs`,
      },
      since: null,
      figures: { firstAttemptFailedShare: failing, judgedRuns: firstAttempt.known },
    }),
  ];
}

interface JobTrouble {
  readonly title: string;
  readonly loss: Share;
  /** Null: what lasts over the whole window. */
  readonly since: Date | null;
  readonly figures: RiskDraft['figures'];
  readonly changes?: RiskDraft['changes'];
}

function draft(index: EstateIndex, job: JobFact, kind: RiskKind, trouble: JobTrouble): RiskDraft {
  const { asOf, settings } = index.facts;
  const workloads = index.workloadsOfJob.get(job.id) ?? [];
  const { since, loss, title, figures, changes } = trouble;
  return {
    ...(changes !== undefined && { changes }),
    kind,
    title,
    subject: { kind: 'job', id: job.id, name: job.name },
    shares: {
      loss,
      reach: reachOf(workloads.length, settings.fullReachWorkloads, 'workloads of the job'),
      persistence:
        since === null
          ? { value: 1, reason: 'seen over the whole window' }
          : lastingSince(since, asOf, settings.longDays),
      fallback: unprotectedShare(workloads),
    },
    sample: { value: job.sample, reason: `${job.runs.judged} judged runs` },
    needs: ['health', 'sessions', 'jobs', 'protection'],
    jobs: [job.name],
    workloads,
    figures: { workloadsHit: workloads.length, ...figures },
    evidence: runEvidence(job),
  };
}

function day(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
