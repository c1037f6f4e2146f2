import { z } from 'zod';
import { duration, missedRuns, patterns, silence, stalledRun, timeLost } from './depth-measures.ts';
import {
  changes,
  failingMost,
  failingTogether,
  watch,
  whatRaisesMost,
} from './estate-depth-measures.ts';

const instant = z.iso.datetime();
const count = z.int().nonnegative();

/** Events among trials with their share and its 95 % Wilson interval; null where there was no trial. */
const proportion = z
  .object({ events: count, trials: count, share: z.number(), low: z.number(), high: z.number() })
  .nullable();

/** `judged`: success + warning + failed. Canceled, running and unknown runs are considered, never judged. */
const runCounts = z.object({
  considered: count,
  judged: count,
  success: count,
  warning: count,
  failed: count,
  canceled: count,
  running: count,
  unknown: count,
});

/** Judged runs by calendar week; a week begins on Monday 00:00 UTC. */
const week = z.object({ weekStart: z.iso.date(), runs: count, failed: count, warned: count });

/** Cochran–Armitage over weeks; `rising` means that the share of failed runs rises. */
const trend = z.object({
  status: z.enum(['rising', 'falling', 'none', 'not-enough']),
  z: z.number().nullable(),
  twoSidedP: z.number().nullable(),
  weeks: count,
  runs: count,
  reason: z.string(),
});

const outcome = z.enum(['success', 'warning', 'failed', 'canceled', 'running', 'unknown']);

const dataQualityRule = z.object({
  name: z.enum([
    'enough-runs',
    'not-sparse',
    'long-enough',
    'end-times',
    'known-outcomes',
    'still-listed',
    'not-quiet',
    'retries-told',
    'sessions-fresh',
  ]),
  result: z.enum(['passed', 'failed', 'not-applicable']),
  seen: z.string(),
});

/** What is known of one job's health; instants as ISO text, shares 0–1. */
export const jobMeasuresSchema = z.object({
  jobType: z.string(),
  /** Why the job is left out of the estate's score; null when it counts. */
  exclusion: z.enum(['disabled', 'not-listed']).nullable(),
  historyDays: count,
  sessionsAsOf: instant.nullable(),
  runs: runCounts,
  failure: proportion,
  failureOrWarning: proportion,
  /** Runs whose first attempt did not fail. */
  firstAttempt: proportion,
  /** Runs that ended well after the first attempt had not. */
  healedByRetry: count,
  retriedRuns: count,
  /** Judged runs in a row that ended like the newest one. */
  streak: z
    .object({ outcome: z.enum(['success', 'warning', 'failed']), runs: count, since: instant })
    .nullable(),
  lastRunAt: instant.nullable(),
  lastOutcome: outcome.nullable(),
  /** Newest run that ended in success or warning. */
  lastGoodRunAt: instant.nullable(),
  firstFailureAt: instant.nullable(),
  lastFailureAt: instant.nullable(),
  medianIntervalHours: z.number().nullable(),
  /** Longest pause that the job's own rhythm explains; null when too few runs show a rhythm. */
  toleratedGapHours: z.number().nullable(),
  /** Start of the newest run, when the pause since then is longer than tolerated. */
  quietSince: instant.nullable(),
  missedRuns,
  silence: silence.nullable(),
  stalledRun: stalledRun.nullable(),
  durations: z.array(duration),
  timeLost,
  /** Successes that a log record says had nothing to process. */
  emptyRuns: z.object({ runs: count, lastAt: instant.nullable() }),
  patterns,
  /** Starts of the newest failed runs, newest first. */
  failuresAt: z.array(instant),
  /** The newest good run is no older than the tolerated pause, or than a third of the window where no rhythm shows. */
  isProtected: z.boolean(),
  /** Newest first. */
  recentRuns: z.array(
    z.object({
      id: z.string(),
      startedAt: instant,
      endedAt: instant.nullable(),
      outcome,
      attempts: count,
    }),
  ),
  weeks: z.array(week),
  trend,
  dataQuality: z.array(dataQualityRule),
});

/** What of it the estate is folded from. */
export const foldedJobSchema = jobMeasuresSchema.pick({
  ...{ exclusion: true, historyDays: true, runs: true, failure: true, firstAttempt: true },
  ...{ healedByRetry: true, streak: true, quietSince: true, missedRuns: true, silence: true },
  ...{ stalledRun: true, timeLost: true, patterns: true, failuresAt: true, isProtected: true },
  ...{ weeks: true, dataQuality: true },
});

/** What is known of the estate's health. */
export const estateMeasuresSchema = z.object({
  historyDays: count,
  sessionsAsOf: instant.nullable(),
  jobs: z.object({
    known: count,
    /** Neither disabled nor gone from the server's list. */
    active: count,
    judged: count,
    notEnoughData: count,
    /** Findings that could not be made or read. */
    unreadable: count,
    /** Quiet, or without any run in the window, though expected to run by themselves. */
    quiet: count,
    /** Newest judged run failed. */
    failing: count,
    /** A good run as recent as the job's own rhythm asks for. */
    protected: count,
    disabled: count,
    notListed: count,
    /** The first of the disabled and no longer listed ones, by name. */
    excludedNames: z.array(z.string()),
  }),
  /** Active jobs by grade. */
  grades: z.object({ A: count, B: count, C: count, D: count, F: count }),
  runs: runCounts,
  failure: proportion,
  failureOrWarning: proportion,
  firstAttempt: proportion,
  healedByRetry: count,
  repositories: z.object({
    known: count,
    online: count,
    offline: count,
    /** No reading, or one that is too old. */
    unknown: count,
    offlineNames: z.array(z.string()),
  }),
  worstJobs: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      score: z.number().nullable(),
      grade: z.enum(['A', 'B', 'C', 'D', 'F']).nullable(),
      reason: z.string(),
    }),
  ),
  weeks: z.array(week),
  trend,
  watch,
  changes,
  failingMost,
  failingTogether,
  /** Failures that one cause brought to several jobs at once, beyond the first job's. */
  failuresCountedOnce: count,
  whatRaisesMost,
  /** Parts of the score without data; their weight went to the others. */
  partsWithoutData: z.array(z.string()),
  blindSpots: z.array(
    z.object({
      source: z.string(),
      availability: z.enum(['forbidden', 'unsupported', 'failed']),
      reason: z.string().nullable(),
      lastAvailableAt: instant.nullable(),
    }),
  ),
  pendingLogs: count,
});

export type Proportion = z.infer<typeof proportion>;
export type RunCounts = z.infer<typeof runCounts>;
export type Week = z.infer<typeof week>;
export type Trend = z.infer<typeof trend>;
export type DataQualityRule = z.infer<typeof dataQualityRule>;
export type JobMeasures = z.infer<typeof jobMeasuresSchema>;
export type FoldedJob = z.infer<typeof foldedJobSchema>;
export type EstateMeasures = z.infer<typeof estateMeasuresSchema>;
