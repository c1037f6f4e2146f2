import type { FailureGroup } from '../../domain/cause.ts';
import type { Finding } from '../../domain/finding.ts';
import { type Score, scoreFrom } from '../../domain/score.ts';
import { randomNumbers } from '../../statistics/random-numbers.ts';
import { healthConfidence } from './confidence-factors.ts';
import { believedChanges } from './estate/believed-changes.ts';
import { type EstateTally, tallyOf } from './estate/estate-tally.ts';
import { failingMost } from './estate/failing-most.ts';
import { failingTogether } from './estate/failing-together.ts';
import { briefsInOrder, type JobBrief } from './estate/job-brief.ts';
import { type Repair, repairsOf, whatRaisesMost } from './estate/repairs.ts';
import { addJob, type EstateFold, emptyEstateFold } from './estate-fold.ts';
import { type EstatePresent, estateParts, type ProtectedObjects } from './estate-parts.ts';
import type { EstateMeasures } from './measures.ts';
import { proportionOf } from './proportion.ts';
import { type RepositoryReadingFacts, repositoriesOnline } from './repository-reading.ts';
import { hoursBetween } from './rhythm.ts';
import type { HealthSettings } from './settings.ts';
import {
  blindSpots,
  type SessionFreshness,
  sessionFreshness,
  type Visibility,
} from './visibility.ts';
import { trendOf } from './weekly-trend.ts';

/** One server's facts beside its jobs. */
export interface EstateHealthFacts extends Visibility {
  readonly vbrServerId: number;
  readonly name: string;
  readonly asOf: Date;
  readonly repositories: readonly RepositoryReadingFacts[];
  readonly settings: HealthSettings;
  /** Failures of one cause; absent until causes are known. */
  readonly groups?: readonly FailureGroup[];
  /** Repairs to rate; absent: the groups, and each of the jobs that fail most. */
  readonly repairs?: readonly Repair[];
  /** Absent until the protection of workloads is known. */
  readonly protectedObjects?: ProtectedObjects;
}

const method =
  'health/3: sums over the runs of active jobs with 95 % Wilson intervals, failures of one cause counted once; score as a sum of weighted parts; changes of jobs by Benjamini–Hochberg over all, not scored';

/** How healthy one server's estate is, from the findings of its jobs. */
export function assessEstate(
  facts: EstateHealthFacts & { readonly jobs: Iterable<Finding> },
): Finding {
  let fold = emptyEstateFold();
  for (const finding of facts.jobs) fold = addJob(fold, finding);
  return assessFoldedEstate(fold, facts);
}

/** The same from a fold that was filled while the jobs went by. */
export function assessFoldedEstate(fold: EstateFold, facts: EstateHealthFacts): Finding {
  const { asOf, settings } = facts;
  const freshness = sessionFreshness(facts, asOf, settings.freshness);
  const repositories = repositoriesOnline(facts.repositories, asOf, settings.freshness.tooOldHours);
  const jobs = briefsInOrder(fold.briefs);
  const groups = facts.groups ?? [];
  const tally = tallyOf(jobs, groups);
  const objects = facts.protectedObjects ?? null;
  const present = { activeJobs: fold.jobs.active, repositories, objects };
  const score = scoreFrom(estateParts(tally, present, settings));
  const measures = {
    ...estateMeasures(fold, facts, freshness, repositories, score),
    ...depthMeasures(fold, facts, { jobs, tally, present }),
  };
  const subject = { kind: 'estate', id: String(facts.vbrServerId), name: facts.name } as const;
  const base = { feature: 'health', subject, asOf, method, measures } as const;
  const reason = whyNoGrade(fold, facts, freshness);
  if (reason !== null) return { ...base, status: 'insufficient-data', reason };
  if (score === null) {
    const noPart = 'every part of the score that has data has weight 0';
    return { ...base, status: 'insufficient-data', reason: noPart };
  }
  const confidence = estateConfidence(fold, facts, freshness);
  const { grade, parts } = score;
  return { ...base, status: 'scored', score: score.score, grade, parts, confidence };
}

/** What the jobs show when they are laid side by side. */
function depthMeasures(
  fold: EstateFold,
  { settings, asOf, vbrServerId, groups = [], repairs }: EstateHealthFacts,
  seen: {
    readonly jobs: readonly JobBrief[];
    readonly tally: EstateTally;
    readonly present: EstatePresent;
  },
): DepthMeasures {
  const { jobs, tally, present } = seen;
  const scoreOf = (changed: readonly JobBrief[]) =>
    scoreFrom(estateParts(tallyOf(changed, groups), present, settings))?.score ?? null;
  const random = randomNumbers(vbrServerId);
  return {
    watch: fold.watch,
    changes: believedChanges(jobs, settings.patterns.significance),
    failingMost: failingMost(jobs),
    failingTogether: failingTogether(jobs, settings.historyDays, asOf, random),
    failuresCountedOnce: tally.countedOnce,
    whatRaisesMost: whatRaisesMost(jobs, repairs ?? repairsOf(jobs, groups), scoreOf),
  };
}

type DepthMeasures = Pick<
  EstateMeasures,
  'watch' | 'changes' | 'failingMost' | 'failingTogether' | 'failuresCountedOnce' | 'whatRaisesMost'
>;

function estateMeasures(
  fold: EstateFold,
  facts: EstateHealthFacts,
  freshness: SessionFreshness,
  repositories: EstateMeasures['repositories'],
  score: Score | null,
): Omit<EstateMeasures, keyof DepthMeasures> {
  const { jobs, grades, runs, firstAttempts, healedByRetry, weeks } = fold;
  return {
    historyDays: facts.settings.historyDays,
    sessionsAsOf: freshness.sessionsAsOf?.toISOString() ?? null,
    jobs,
    grades,
    runs,
    failure: proportionOf(runs.failed, runs.judged),
    failureOrWarning: proportionOf(runs.failed + runs.warning, runs.judged),
    firstAttempt: proportionOf(firstAttempts.good, firstAttempts.known),
    healedByRetry,
    repositories,
    worstJobs: fold.worst
      .slice(0, facts.settings.worstJobs)
      .map(({ severity: _severity, ...shown }) => shown),
    weeks: [...weeks],
    trend: trendOf(weeks, facts.settings.trend),
    partsWithoutData: [...(score?.partsWithoutData ?? [])],
    blindSpots: blindSpots(facts.sources),
    pendingLogs: facts.pendingLogs,
  };
}

function whyNoGrade(
  { jobs, runs }: EstateFold,
  { settings }: EstateHealthFacts,
  freshness: SessionFreshness,
): string | null {
  if (freshness.value === 0) return freshness.reason;
  if (jobs.active === 0) {
    return `no active job is known, ${jobs.disabled} disabled and ${jobs.notListed} no longer listed`;
  }
  if (runs.judged >= settings.minimumRuns) return null;
  return `not enough: ${runs.judged} of ${settings.minimumRuns} runs in ${settings.historyDays} days`;
}

function estateConfidence(
  { jobs, runs, weeks }: EstateFold,
  { asOf, sources, pendingLogs }: EstateHealthFacts,
  freshness: SessionFreshness,
) {
  const first = weeks[0];
  const spanDays = first === undefined ? 0 : hoursBetween(new Date(first.weekStart), asOf) / 24;
  const unjudged = jobs.active - jobs.judged;
  return healthConfidence({
    judgedRuns: runs.judged,
    spanDays,
    freshness,
    quietSince: null,
    unread: { count: unjudged, of: jobs.active, what: 'active jobs without a verdict' },
    visibility: { sources, pendingLogs },
  });
}
