import { z } from 'zod';

const weight = z.number().nonnegative();
const shareEarningNothing = z.number().gt(0).lte(1);

function someWeight(weights: Readonly<Record<string, number>>): boolean {
  return Object.values(weights).some((value) => value > 0);
}

const noWeight = 'at least one weight must be above 0';

const jobWeights = z
  .strictObject({
    failures: weight.default(40).describe('Share of runs that failed'),
    recent: weight.default(20).describe('Share of the newest runs that failed'),
    streak: weight.default(15).describe('Failures in a row up to now'),
    firstAttempt: weight.default(15).describe('Share of runs whose first attempt failed'),
    warnings: weight.default(10).describe('Share of runs that failed or warned'),
  })
  .refine(someWeight, noWeight);

const estateWeights = z
  .strictObject({
    failures: weight.default(30).describe('Share of all runs that failed'),
    failingJobs: weight.default(15).describe('Share of active jobs whose newest run failed'),
    protectedJobs: weight
      .default(15)
      .describe('Share of active jobs that have a good run and are not quiet'),
    protectedObjects: weight
      .default(20)
      .describe('Share of workloads that have a usable, recent restore point, once it is known'),
    repositories: weight.default(20).describe('Share of repositories that are online'),
    firstAttempt: weight.default(10).describe('Share of runs whose first attempt failed'),
    warnings: weight.default(10).describe('Share of runs that failed or warned'),
  })
  .refine(someWeight, noWeight);

const nothingEarnedAt = z.strictObject({
  failures: shareEarningNothing.default(0.25).describe('Failed runs'),
  recentFailures: shareEarningNothing.default(0.5).describe('Failed runs among the newest'),
  firstAttemptFailures: shareEarningNothing.default(0.5).describe('Failed first attempts'),
  failuresAndWarnings: shareEarningNothing.default(0.5).describe('Failed or warned runs'),
  failingJobs: shareEarningNothing.default(0.25).describe('Jobs whose newest run failed'),
  unprotectedJobs: shareEarningNothing.default(0.25).describe('Jobs without protection'),
  unprotectedObjects: shareEarningNothing.default(0.1).describe('Workloads without protection'),
  offlineRepositories: shareEarningNothing.default(0.5).describe('Repositories offline'),
  streakRuns: z.int().min(1).default(3).describe('Failures in a row; a number of runs, no share'),
});

const freshness = z
  .strictObject({
    freshHours: z
      .number()
      .positive()
      .default(24)
      .describe('Sessions this young cost no confidence'),
    tooOldHours: z.number().positive().default(72).describe('Older sessions carry no grade'),
  })
  .refine(
    (hours) => hours.tooOldHours > hours.freshHours,
    'tooOldHours must be greater than freshHours',
  );

const trend = z.strictObject({
  minimumWeeks: z.int().min(3).default(4).describe('Weeks with runs that a trend needs'),
  minimumRuns: z.int().min(10).default(20).describe('Runs that a trend needs'),
  significance: z.number().gt(0).lt(0.5).default(0.05).describe('Chance of a false alarm'),
});

const failureGroups = z.strictObject({
  longestGapHours: z
    .number()
    .min(1)
    .max(720)
    .default(72)
    .describe('Causes further apart are told as two failures'),
});

const patterns = z.strictObject({
  minimumFailures: z.int().min(4).default(4).describe('Failures that a pattern needs'),
  significance: z
    .number()
    .gt(0)
    .lt(0.5)
    .default(0.05)
    .describe('Chance that a job without any trend or pattern is said to have one'),
});

const stalled = z.strictObject({
  timesP95: z
    .number()
    .min(1)
    .default(3)
    .describe('A run is stalled beyond this many times the P95 of its durations'),
  hoursAboveMedian: z
    .number()
    .nonnegative()
    .default(2)
    .describe('and never before their median plus this many hours'),
});

/** The section `health` of the settings file. */
export const healthSettings = z.strictObject({
  historyDays: z.int().min(14).max(1095).default(90).describe('Days a judgement looks back on'),
  minimumRuns: z.int().min(3).default(10).describe('Fewer judged runs: not enough, no grade'),
  recentRuns: z
    .int()
    .min(3)
    .max(10)
    .default(10)
    .describe('Newest runs that are listed and weighed'),
  quietAfterIntervals: z
    .number()
    .min(1.5)
    .default(3)
    .describe('A job is quiet after this many of its own median intervals without a run'),
  quietAfterHours: z
    .number()
    .nonnegative()
    .default(24)
    .describe('and never sooner than after this many hours'),
  worstJobs: z.int().min(1).max(20).default(5).describe('Jobs that the estate names as worst'),
  weights: jobWeights
    .prefault({})
    .describe("Weights of a job's score; only their proportions count"),
  estateWeights: estateWeights
    .prefault({})
    .describe("Weights of the estate's score; only their proportions count"),
  nothingEarnedAt: nothingEarnedAt
    .prefault({})
    .describe('Where a part of a score earns nothing; full points at 0, a straight line between'),
  freshness: freshness.prefault({}).describe('How old the sessions may be'),
  trend: trend.prefault({}).describe('When a trend is tested and called one'),
  failureGroups: failureGroups.prefault({}).describe('Which causes are one failure'),
  patterns: patterns.prefault({}).describe('When a pattern is tested and called one'),
  stalled: stalled.prefault({}).describe('When a run at work is called stalled'),
});

export type HealthSettings = z.infer<typeof healthSettings>;
