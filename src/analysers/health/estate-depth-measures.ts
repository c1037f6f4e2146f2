import { z } from 'zod';

const count = z.int().nonnegative();

/** How many jobs, and the first of their names by alphabet. */
const namedJobs = z.object({ count, names: z.array(z.string()) });

/** What the jobs' own rhythms say, over active jobs. */
export const watch = z.object({
  missedRuns: count,
  dueRuns: count,
  jobsWithMissedRuns: count,
  silentJobs: namedJobs,
  stalledJobs: namedJobs,
  /** Of which no start is due: by hand, without a schedule or habit. */
  notExpectedJobs: namedJobs,
  retryMinutes: count,
  waitMinutes: count,
});

/** Trends and changes that stand over all jobs at once (Benjamini–Hochberg). */
export const changes = z.object({
  asked: count,
  believed: count,
  jobs: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      kind: z.string(),
      where: z.string(),
      text: z.string(),
      p: z.number(),
      adjustedP: z.number(),
    }),
  ),
});

/** By the lower bound of the share drawn towards all jobs. */
export const failingMost = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    failed: count,
    judged: count,
    share: z.number(),
    lower: z.number(),
  }),
);

/** Days on which more jobs failed than chance brings together. */
export const failingTogether = z
  .object({
    p: z.number(),
    failingJobs: count,
    days: z.array(z.object({ day: z.iso.date(), jobs: count })),
  })
  .nullable();

/** Repairs that would raise the score, best first, each by scoring anew. */
export const whatRaisesMost = z.array(
  z.object({ label: z.string(), jobs: count, score: z.number(), gain: z.number() }),
);
