import type { JobMeasures } from '../../src/analysers/health/measures.ts';
import type { PatternTruth } from '../../src/simulator/truth/behaviour-truth.ts';
import type { VerifiedEstate } from '../causes/verify-estate.ts';

/** So many events of so many chances. */
export interface Share {
  readonly name: string;
  readonly events: number;
  readonly of: number;
  readonly examples: readonly string[];
}

/** What each planted kind may rightly be called; jobs that fail in the same nights are seen beside one another. */
const rightKinds: Readonly<Record<PatternTruth['kind'], readonly string[]>> = {
  weekday: ['weekday', 'regular'],
  hour: ['hour', 'regular'],
  'month-end': ['month-end', 'burst'],
  interval: ['regular'],
  burst: ['burst', 'rate-change'],
  correlated: [],
  rising: ['failure-trend', 'rate-change', 'burst'],
  worsened: ['rate-change', 'failure-trend', 'burst'],
};

/** Jobs of an estate without anything in it that get any trend or pattern. */
export function calledJobs({ claims }: VerifiedEstate): Share[] {
  const jobs = [...claims.jobs.values()].filter(({ runs }) => runs.judged > 0);
  const called = jobs.filter((job) => kindsOf(job).length > 0);
  const kinds = called.flatMap(kindsOf);
  const examples = kinds.length === 0 ? [] : [kinds.join(', ')];
  return [{ name: 'jobs', events: called.length, of: jobs.length, examples }];
}

/** Fewer failures are no pattern for anybody. */
const fewestFailures = 4;
/** A test at 5 % sees what is planted so plainly in nine of ten estates: 1.96 + 1.28 standard deviations. */
const leastStrength = 3.24;

/** Planted patterns that some test could be asked to see. */
function visiblePatterns(planted: readonly PatternTruth[]): readonly PatternTruth[] {
  return planted.filter(
    ({ failedRuns, strength }) =>
      failedRuns >= fewestFailures && (strength === null || strength >= leastStrength),
  );
}

/** How many planted patterns are too weak for any test. */
export function invisiblePatterns({ truth }: VerifiedEstate): number {
  return truth.patterns.length - visiblePatterns(truth.patterns).length;
}

/** Planted patterns that are called by a right name; of jobs that fail together, that the estate's finding says so. */
export function foundPatterns({ truth, claims }: VerifiedEstate): Share[] {
  return visiblePatterns(truth.patterns).map(({ kind, jobIds, failedRuns }) => {
    if (kind === 'correlated') {
      const isFound = (claims.failingTogether?.p ?? 1) <= 0.05;
      const examples = isFound ? [] : [`not found: ${jobIds.length} jobs that fail together`];
      return { name: kind, events: Number(isFound), of: 1, examples };
    }
    const seen = jobIds.flatMap((id) => {
      const job = claims.jobs.get(id);
      return job === undefined ? [] : kindsOf(job);
    });
    const isFound = seen.some((one) => rightKinds[kind].includes(one));
    const told = `not found: ${kind} of ${failedRuns} failures, called ${seen.join() || 'nothing'}`;
    return { name: kind, events: Number(isFound), of: 1, examples: isFound ? [] : [told] };
  });
}

function kindsOf({ patterns, trend }: JobMeasures): readonly string[] {
  const called = patterns.tests.filter(({ isCalled }) => isCalled).map(({ kind }): string => kind);
  const isTrend = trend.status === 'rising' || trend.status === 'falling';
  return isTrend && !called.includes('failure-trend') ? [...called, 'failure-trend'] : called;
}
