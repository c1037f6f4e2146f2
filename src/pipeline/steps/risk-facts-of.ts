import { capacityMeasuresSchema } from '../../analysers/capacity/measures.ts';
import { jobMeasuresSchema } from '../../analysers/health/measures.ts';
import { workloadMeasuresSchema } from '../../analysers/protection/measures.ts';
import { recoveryWorkloadSchema } from '../../analysers/recovery/measures.ts';
import type {
  EfficiencyFact,
  JobFact,
  StorageFact,
  WorkloadFact,
} from '../../analysers/risk/risk-facts.ts';
import type { TierVerdict } from '../../domain/business-tier.ts';
import type { BriefFinding, WantedFindings } from '../../ports/risk-sources.ts';

// Only what risks rest on, so that findings of another version stay readable.
const jobSchema = jobMeasuresSchema.pick({
  exclusion: true,
  runs: true,
  firstAttempt: true,
  streak: true,
  lastGoodRunAt: true,
  silence: true,
  stalledRun: true,
  durations: true,
  patterns: true,
  trend: true,
  recentRuns: true,
});
const storageSchema = capacityMeasuresSchema.pick({
  tier: true,
  parentName: true,
  members: true,
  usedPercent: true,
  readAt: true,
  outOfService: true,
  noDates: true,
  growthGibPerDay: true,
  leadTimeDays: true,
  horizonDays: true,
  levels: true,
  fullBeforeOrder: true,
});
const workloadSchema = workloadMeasuresSchema.pick({
  state: true,
  reason: true,
  pointsAsOf: true,
  newestUsable: true,
  newestUnusable: true,
  ageHours: true,
  toleratedHours: true,
  points: true,
  jobs: true,
  lastTask: true,
  isGreenJobOnly: true,
});
const recoverySchema = recoveryWorkloadSchema.pick({ ledger: true, rto: true, rpo: true });

const judgementAlone = { withMeasures: false, leaveOut: [], withJudgement: true } as const;

/** Which findings risks rest on, and what of each is read. */
export const wantedFindings = {
  jobs: wanted('health', 'job', jobSchema, jobMeasuresSchema),
  workloads: wanted('protection', 'workload', workloadSchema, workloadMeasuresSchema),
  storage: wanted('capacity', 'repository', storageSchema, capacityMeasuresSchema),
  recovery: wanted('recovery', 'workload', recoverySchema, recoveryWorkloadSchema),
  repositoryEfficiency: { feature: 'efficiency', kind: 'repository', ...judgementAlone },
  jobEfficiency: { feature: 'efficiency', kind: 'job', ...judgementAlone },
} as const satisfies Readonly<Record<string, WantedFindings>>;

interface Measures {
  readonly shape: object;
}

function wanted<Kind extends WantedFindings['kind']>(
  feature: WantedFindings['feature'],
  kind: Kind,
  read: Measures,
  whole: Measures,
) {
  const leaveOut = Object.keys(whole.shape).filter((name) => !(name in read.shape));
  const withJudgement = kind !== 'workload';
  return { feature, kind, withMeasures: true, leaveOut, withJudgement };
}

const hourMs = 3_600_000;

/** Null for a job that is not expected to run, or whose measures cannot be read. */
export function jobFactFrom(finding: BriefFinding): JobFact | null {
  const parsed = jobSchema.safeParse(finding.measures);
  if (!parsed.success || parsed.data.exclusion !== null) return null;
  const { runs, firstAttempt, streak, lastGoodRunAt, silence, stalledRun } = parsed.data;
  const { id, name } = finding.subject;
  return {
    ...{ id, name, runs, sample: sampleOf(finding) },
    streak: streak === null ? null : { ...streak, since: new Date(streak.since) },
    lastGoodRunAt: instantIn(lastGoodRunAt),
    firstAttempt:
      firstAttempt === null ? null : { good: firstAttempt.events, known: firstAttempt.trials },
    silence: silence === null ? null : { ...silence, since: new Date(silence.since) },
    stalled: stalledRun === null ? null : { ...stalledRun, since: new Date(stalledRun.since) },
    rising: risingIn(parsed.data),
    slowing: slowingIn(parsed.data),
    newestRuns: parsed.data.recentRuns
      .slice(0, 3)
      .map((run) => ({ id: run.id, at: new Date(run.startedAt), outcome: run.outcome })),
  };
}

type JobParsed = ReturnType<typeof jobSchema.parse>;

function risingIn({ trend, patterns }: JobParsed): string | null {
  if (trend.status === 'rising') return trend.reason;
  const change = patterns.tests.find(({ kind, isCalled }) => kind === 'rate-change' && isCalled);
  return change?.text ?? null;
}

/** A longer time that is notable and believed beside every other question asked of the job. */
function slowingIn({ durations, patterns }: JobParsed): JobFact['slowing'] {
  const isCalled = patterns.tests.some(
    ({ kind, isCalled: called }) => called && kind.startsWith('duration'),
  );
  const steep = durations.find(
    ({ isNotable, slopeMinutesPerWeek }) => isNotable && (slopeMinutesPerWeek ?? 0) > 0,
  );
  if (!isCalled || steep === undefined || steep.slopeMinutesPerWeek === null) return null;
  const { slopeMinutesPerWeek: minutesPerWeek, medianMinutes, text } = steep;
  return { minutesPerWeek, medianMinutes, text };
}

export function storageFactFrom(finding: BriefFinding): StorageFact | null {
  const parsed = storageSchema.safeParse(finding.measures);
  if (!parsed.success) return null;
  const { tier, parentName, members, levels, readAt, noDates, ...figures } = parsed.data;
  const highest = levels.at(-1);
  const isWrittenByJobs = tier === 'standalone' || tier === 'performance';
  const { id, name } = finding.subject;
  return {
    ...{ id, name, members, noForecast: noDates, sample: sampleOf(finding) },
    calledInLines: isWrittenByJobs ? parentName : null,
    usedPercent: figures.usedPercent,
    fullBeforeOrder: figures.fullBeforeOrder,
    daysUntilFull: highest?.answer === 'reached' ? 0 : (highest?.days ?? null),
    forecastDays: highest?.answer === 'not-within' ? figures.horizonDays : null,
    isFullNow: highest?.answer === 'reached',
    growthGibPerDay: figures.growthGibPerDay,
    leadTimeDays: figures.leadTimeDays,
    outOfService: figures.outOfService,
    readAt: instantIn(readAt),
  };
}

/** What recovery says of it is filled in once that is read. */
export function workloadFactFrom(
  finding: BriefFinding,
  tierOf: (name: string) => TierVerdict,
): WorkloadFact {
  const { id, name } = finding.subject;
  const base = { id, name, tier: tierOf(name), recovery: null };
  const parsed = workloadSchema.safeParse(finding.measures);
  if (!parsed.success) {
    const reason = finding.reason ?? 'it cannot be read';
    const unknown = { ageHours: null, newestUsable: null, infectedPoints: 0, lastTask: null };
    return { ...base, ...unknown, state: null, reason, isPassedOver: false, jobs: [] };
  }
  const { state, reason, ageHours, newestUsable, points, jobs, lastTask } = parsed.data;
  return {
    ...base,
    ...{ state, reason, ageHours, jobs, isPassedOver: isPassedOver(parsed.data) },
    newestUsable:
      newestUsable === null ? null : { id: newestUsable.id, at: new Date(newestUsable.at) },
    infectedPoints: points.infected,
    lastTask: lastTask === null ? null : { id: lastTask.id, at: new Date(lastTask.at) },
  };
}

/** A job that goes on to make points which are not usable passes nothing over. */
function isPassedOver({
  isGreenJobOnly,
  newestUnusable,
  pointsAsOf,
  toleratedHours,
}: ReturnType<typeof workloadSchema.parse>): boolean {
  if (!isGreenJobOnly || newestUnusable === null) return isGreenJobOnly;
  const ageMs = Date.parse(pointsAsOf) - Date.parse(newestUnusable.at);
  return ageMs > toleratedHours * hourMs;
}

/** What recovery says of a workload, with the id that both features know it by. */
export function recoveryFactOf(finding: BriefFinding) {
  return { id: finding.subject.id, fact: recoveryFactFrom(finding) };
}

function recoveryFactFrom({ measures }: BriefFinding): WorkloadFact['recovery'] {
  const parsed = recoverySchema.safeParse(measures);
  if (!parsed.success) return null;
  const { ledger, rto, rpo } = parsed.data;
  const { lastFailure } = ledger;
  return {
    ...{ proof: ledger.state, lastProofAt: instantIn(ledger.last?.at), rto, rpo },
    lastFailure:
      lastFailure === null
        ? null
        : { at: new Date(lastFailure.at), sessionId: lastFailure.sessionId },
  };
}

export function efficiencyFactFrom({
  subject: { kind, id, name },
  score,
  judgement,
}: BriefFinding): EfficiencyFact | null {
  if (score === null || judgement === null || kind === 'estate') return null;
  const worst = judgement.parts.toSorted(
    (one, other) => other.weight - other.points - (one.weight - one.points),
  )[0];
  return { kind, id, name, score, reason: worst?.reason ?? 'its score' };
}

function sampleOf({ judgement }: BriefFinding): number {
  if (judgement === null) return 0.5;
  const factors = judgement.confidence.factors.filter(
    ({ name }) => name === 'sample' || name === 'span',
  );
  return Math.round(100 * factors.reduce((product, { value }) => product * value, 1)) / 100;
}

function instantIn(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null;
}
