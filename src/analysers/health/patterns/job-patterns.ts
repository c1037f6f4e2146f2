import type { LocalClock } from '../../../domain/local-clock.ts';
import type { BriefRun } from '../../../domain/run.ts';
import { holmAdjusted } from '../../../statistics/holm.ts';
import { randomNumbers, seedOf } from '../../../statistics/random-numbers.ts';
import type { JobMeasures } from '../measures.ts';
import { calendarPatterns } from './calendar-patterns.ts';
import { incidentsOf } from './incidents.ts';
import type { PatternTest } from './pattern-test.ts';
import { sequencePatterns } from './sequence-patterns.ts';

interface PatternFacts {
  readonly jobId: string;
  readonly judged: readonly Pick<BriefRun, 'startedAt' | 'outcome'>[];
  readonly clock: LocalClock;
  /** Tests of trends that were made elsewhere, to be weighed in one family with the patterns. */
  readonly trends: readonly PatternTest[];
  readonly settings: { readonly minimumFailures: number; readonly significance: number };
}

/** A share that rises or falls is what an administrator has to know first, and the hardest to see: it is tried at more of the level. */
const trendWeight = 3;

/** Every question asked of one job, with Holm's correction over all of them: at most a share `significance` of jobs is called wrongly. */
export function jobPatterns(facts: PatternFacts): JobMeasures['patterns'] {
  const { jobId, judged, clock, trends, settings } = facts;
  const incidents = incidentsOf(judged, clock);
  const failures = incidents.failedPlaces.length;
  const tests = [...trends];
  if (failures >= settings.minimumFailures) {
    tests.push(...calendarPatterns(incidents));
    tests.push(...sequencePatterns(incidents, randomNumbers(seedOf(jobId))));
  }
  const adjusted = holmAdjusted(
    tests.map(({ p }) => p),
    tests.map(({ kind }) => (kind === 'failure-trend' ? trendWeight : 1)),
  );
  const weighed = tests.map((test, place) => {
    const adjustedP = adjusted[place] ?? 1;
    return { test, adjustedP, isCalled: adjustedP <= settings.significance };
  });
  return {
    failures,
    incidents: incidents.count,
    tests: weighed.map(({ test, adjustedP, isCalled }) => ({
      kind: test.kind,
      p: fourDecimals(test.p),
      adjustedP: fourDecimals(adjustedP),
      isCalled:
        isCalled &&
        !isExplained(
          test,
          weighed.filter((other) => other.isCalled),
        ),
      where: test.where,
      text: test.text,
    })),
  };
}

/** A distance of whole weeks says no more than the weekday, one of whole days no more than the hour. */
function isExplained(
  { kind, distanceDays }: PatternTest,
  called: ReadonlyArray<{ readonly test: PatternTest }>,
): boolean {
  if (kind !== 'regular' || distanceDays === undefined) return false;
  const isCalled = (wanted: PatternTest['kind']) => called.some(({ test }) => test.kind === wanted);
  const isMultipleOf = (days: number) => {
    const rest = distanceDays / days;
    return rest > 0.9 && Math.abs(rest - Math.round(rest)) * days < 0.1;
  };
  return (isCalled('weekday') && isMultipleOf(7)) || (isCalled('hour') && isMultipleOf(1));
}

function fourDecimals(p: number): number {
  return Math.round(p * 10_000) / 10_000;
}
