import type { JobDepth } from '../../domain/job-depth.ts';
import type { LocalClock } from '../../domain/local-clock.ts';
import type { BriefRun } from '../../domain/run.ts';
import { durationsOf, durationTests } from './durations/run-durations.ts';
import { emptyRuns, timeLost } from './durations/time-lost.ts';
import type { JobMeasures, Trend } from './measures.ts';
import { jobPatterns } from './patterns/job-patterns.ts';
import type { PatternTest } from './patterns/pattern-test.ts';
import { missedRunsOf } from './rhythm/job-rhythm.ts';
import { stalledRun } from './rhythm/stalled-run.ts';
import type { HealthSettings } from './settings.ts';

interface DepthFacts {
  readonly job: { readonly id: string };
  readonly runs: readonly BriefRun[];
  readonly judged: readonly BriefRun[];
  readonly trend: Trend;
  readonly depth: JobDepth;
  readonly clock: LocalClock;
  readonly knownUntil: Date;
  readonly notExpected: string | null;
  readonly settings: HealthSettings;
}

/** The newest failures that the estate compares between jobs. */
const mostFailures = 60;

/** Missed and stalled runs, durations, lost time and patterns; the trend of failures is weighed in one family with them. */
export function measureDepth(facts: DepthFacts) {
  const { job, runs, judged, depth, clock, knownUntil, settings } = facts;
  const durations = durationsOf(runs, clock);
  const trends = [...trendTests(facts.trend), ...durationTests(durations)];
  const patterns = jobPatterns({
    jobId: job.id,
    judged,
    clock,
    trends,
    settings: settings.patterns,
  });
  const failures = judged.filter(({ outcome }) => outcome === 'failed').slice(-mostFailures);
  return {
    missedRuns: missedRunsOf({ ...depth, clock, runs, knownUntil, notExpected: facts.notExpected }),
    stalledRun: stalledRun(runs, knownUntil.getTime(), settings.stalled),
    durations,
    timeLost: timeLost(runs, depth.tellingSpans),
    emptyRuns: emptyRuns(runs, depth.tellingSpans),
    patterns,
    trend: weighedTrend(facts.trend, patterns),
    failuresAt: failures.map(({ startedAt }) => startedAt.toISOString()).reverse(),
  } satisfies Partial<JobMeasures>;
}

function trendTests({ status, twoSidedP, reason }: Trend): PatternTest[] {
  if (twoSidedP === null) return [];
  return [{ kind: 'failure-trend', p: twoSidedP, where: status, text: reason }];
}

/** A trend stands only when it is believed beside every other question that was asked. */
function weighedTrend(trend: Trend, { tests }: JobMeasures['patterns']): Trend {
  if (trend.status !== 'rising' && trend.status !== 'falling') return trend;
  const weighed = tests.find(({ kind }) => kind === 'failure-trend');
  if (weighed === undefined || weighed.isCalled) return trend;
  const reason = `no trend: p ${trend.twoSidedP} is not small enough among ${tests.length} questions asked of this job`;
  return { ...trend, status: 'none', reason };
}
