import type { Job } from '../../domain/job.ts';
import type { JobDepth } from '../../domain/job-depth.ts';
import type { LocalClock } from '../../domain/local-clock.ts';
import type { BriefRun } from '../../domain/run.ts';
import { dataQualityOf } from './data-quality.ts';
import { measureDepth } from './job-depth-measures.ts';
import type { JobMeasures } from './measures.ts';
import { proportionOf } from './proportion.ts';
import { hoursBetween, type Rhythm, rhythmOf } from './rhythm.ts';
import { currentStreak, type RunHistory, runHistory } from './run-history.ts';
import type { HealthSettings } from './settings.ts';
import type { SessionFreshness } from './visibility.ts';
import { trendOf, weeksOf } from './weekly-trend.ts';

interface JobMeasureFacts {
  readonly job: Job;
  readonly runs: readonly BriefRun[];
  /** The instant up to which sessions are known, so that a late analysis calls no job quiet. */
  readonly knownUntil: Date;
  readonly settings: HealthSettings;
  readonly freshness: SessionFreshness;
  readonly depth: JobDepth;
  readonly clock: LocalClock;
}

/** Everything that one job's runs show, and from when to when they reach. */
export function measureJob(facts: JobMeasureFacts): {
  readonly measures: JobMeasures;
  readonly history: RunHistory;
  readonly spanDays: number;
} {
  const { job, runs, knownUntil, settings, freshness } = facts;
  const history = runHistory(runs);
  const spanDays = runs[0] === undefined ? 0 : hoursBetween(runs[0].startedAt, knownUntil) / 24;
  const weeks = weeksOf(history.judged);
  const depth = measureDepth({
    ...facts,
    judged: history.judged,
    trend: trendOf(weeks, settings.trend),
    notExpected: whyNotExpected(job),
  });
  const instants = instantsOf(history);
  const rhythm = rhythmMeasures(facts, history, depth.missedRuns);
  const base = {
    jobType: job.type,
    exclusion: exclusionOf(job),
    historyDays: settings.historyDays,
    sessionsAsOf: freshness.sessionsAsOf?.toISOString() ?? null,
    ...sharesOf(history),
    ...instants,
    ...rhythm,
    ...depth,
    silence: silenceOf(instants, rhythm, depth.missedRuns),
    streak: currentStreak(history.judged),
    recentRuns: runs.slice(-settings.recentRuns).reverse().map(compactRun),
    weeks,
  };
  const isExpectedToRun = whyNotExpected(job) === null;
  const dataQuality = dataQualityOf({
    history,
    spanDays,
    freshness,
    settings,
    isExpectedToRun,
    measured: base,
  });
  return { measures: { ...base, dataQuality }, history, spanDays };
}

function exclusionOf(job: Job): JobMeasures['exclusion'] {
  if (!job.isListed) return 'not-listed';
  return job.isDisabled === true || job.status.toLowerCase() === 'disabled' ? 'disabled' : null;
}

/** Null for a job that should run by itself. */
function whyNotExpected(job: Job): string | null {
  const exclusion = exclusionOf(job);
  if (exclusion !== null)
    return exclusion === 'disabled' ? 'it is disabled' : 'it is no longer listed';
  return job.runsAutomatically === false ? 'it is started by hand alone' : null;
}

function sharesOf({ counts, firstAttempts, healedByRetry, retried }: RunHistory) {
  return {
    runs: counts,
    failure: proportionOf(counts.failed, counts.judged),
    failureOrWarning: proportionOf(counts.failed + counts.warning, counts.judged),
    firstAttempt: proportionOf(firstAttempts.known - firstAttempts.failed, firstAttempts.known),
    healedByRetry,
    retriedRuns: retried,
  };
}

function instantsOf({ judged, lastRun, lastGoodRun }: RunHistory) {
  const isFailed = (run: BriefRun) => run.outcome === 'failed';
  return {
    lastRunAt: startOf(lastRun),
    lastOutcome: lastRun?.outcome ?? null,
    lastGoodRunAt: startOf(lastGoodRun),
    firstFailureAt: startOf(judged.find(isFailed) ?? null),
    lastFailureAt: startOf(judged.findLast(isFailed) ?? null),
  };
}

/** How late the start may be that ends a pause as long as the tolerated one, where no times of starts are known. */
const leastGraceMinutes = 60;

function rhythmMeasures(
  { job, runs, knownUntil, settings }: JobMeasureFacts,
  { lastRun, lastGoodRun }: RunHistory,
  missed: JobMeasures['missedRuns'],
) {
  const rhythm = rhythmOf(runs, settings);
  // Where a schedule promises starts, a long pause in which none was due is no silence.
  const isPromised = missed.source === 'schedule' || missed.source === 'after-job';
  const wasDue = !isPromised || missed.missedSinceLastRun > 0;
  const graceHours = (missed.graceMinutes ?? leastGraceMinutes) / 60;
  const isQuiet =
    whyNotExpected(job) === null &&
    wasDue &&
    lastRun !== null &&
    isOverdue(lastRun, rhythm, graceHours, knownUntil);
  return {
    ...rhythm,
    quietSince: isQuiet ? startOf(lastRun) : null,
    isProtected: lastGoodRun !== null && isRecentEnough(lastGoodRun, rhythm, knownUntil, settings),
  };
}

/** Starts that must be missed in a row; one is enough of a job that starts once a week or less often. */
const silentStarts = 2;
const rareHours = 6 * 24;

function silenceOf(
  { lastOutcome, lastRunAt }: Pick<JobMeasures, 'lastOutcome' | 'lastRunAt'>,
  { quietSince, medianIntervalHours }: Pick<JobMeasures, 'quietSince' | 'medianIntervalHours'>,
  { missedSinceLastRun: missed }: JobMeasures['missedRuns'],
): JobMeasures['silence'] {
  const endedWell = lastOutcome === 'success' || lastOutcome === 'warning';
  if (lastRunAt === null || !endedWell) return null;
  const isRare = medianIntervalHours === null || medianIntervalHours >= rareHours;
  const isSilent = quietSince !== null || missed >= (isRare ? 1 : silentStarts);
  return isSilent ? { since: lastRunAt, missedRuns: missed } : null;
}

function isOverdue(
  run: BriefRun,
  { toleratedGapHours }: Rhythm,
  graceHours: number,
  knownUntil: Date,
): boolean {
  if (toleratedGapHours === null || run.outcome === 'running') return false;
  return hoursBetween(run.startedAt, knownUntil) > toleratedGapHours + graceHours;
}

function isRecentEnough(run: BriefRun, rhythm: Rhythm, knownUntil: Date, settings: HealthSettings) {
  const longestHours = rhythm.toleratedGapHours ?? (settings.historyDays * 24) / 3;
  return hoursBetween(run.startedAt, knownUntil) <= longestHours;
}

function compactRun(run: BriefRun): JobMeasures['recentRuns'][number] {
  const { id, startedAt, endedAt, outcome, attempts } = run;
  return {
    id,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    outcome,
    attempts,
  };
}

function startOf(run: BriefRun | null): string | null {
  return run?.startedAt.toISOString() ?? null;
}
