import { z } from 'zod';

const instant = z.iso.datetime();
const count = z.int().nonnegative();

/** The starts that were due by the job's schedule or habit. */
export const missedRuns = z.object({
  /** Null when nothing is due; `reason` then says why. */
  source: z.enum(['schedule', 'after-job', 'history']).nullable(),
  /** When it should start, for people. */
  expectation: z.string().nullable(),
  due: count,
  met: count,
  /** Not missed: the run before was still at work. */
  explained: count,
  missed: count,
  missedSinceLastRun: count,
  /** How late a start may be before it is called missed. */
  graceMinutes: count.nullable(),
  /** The newest missed ones, newest first. */
  expectedAt: z.array(instant),
  reason: z.string().nullable(),
});

/** A run that works for longer than the job's own durations explain. */
export const stalledRun = z.object({
  runId: z.string(),
  since: instant,
  runningMinutes: count,
  limitMinutes: count,
});

/** Nothing since although the last run ended well: no alert of VBR tells. */
export const silence = z.object({ since: instant, missedRuns: count });

/** How long good runs without a retry take; the slope compares each weekday with itself (Theil–Sen, 95 %). */
export const duration = z.object({
  /** `all` where VBR does not tell full and incremental runs apart. */
  kind: z.enum(['full', 'incremental', 'all']),
  runs: count,
  medianMinutes: z.number(),
  p95Minutes: z.number(),
  bottleneckEarly: z.string().nullable(),
  bottleneckLate: z.string().nullable(),
  /** Seasonal Mann–Kendall; null without enough values. */
  p: z.number().nullable(),
  /** The change over the window is at least a tenth of the median. */
  isNotable: z.boolean(),
  slopeMinutesPerWeek: z.number().nullable(),
  slopeLow: z.number().nullable(),
  slopeHigh: z.number().nullable(),
  text: z.string(),
});

/** Minutes that retries and waiting cost. */
export const timeLost = z.object({
  /** From the end of a failed first attempt to the start of the last one. */
  retryMinutes: count,
  retriedRunsMeasured: count,
  retriedRunsUnknown: count,
  /** From the logs that were read, those of failed and warned sessions first of all. */
  waitMinutes: count,
  waitRecords: count,
});

/** Every question asked of the failures and durations, with Holm's correction over all of them. */
export const patterns = z.object({
  failures: count,
  /** Failures in a row, or within twelve hours, count once. */
  incidents: count,
  tests: z.array(
    z.object({
      kind: z.enum([
        'weekday',
        'hour',
        'month-end',
        'regular',
        'burst',
        'failure-trend',
        'rate-change',
        'duration-full',
        'duration-incremental',
        'duration',
      ]),
      p: z.number(),
      adjustedP: z.number(),
      /** Believed: the corrected p is small enough, and no other pattern says the same. */
      isCalled: z.boolean(),
      where: z.string(),
      text: z.string(),
    }),
  ),
});
