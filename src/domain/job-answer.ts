import type { Confidence } from './confidence.ts';
import type { Grade } from './grade.ts';
import type { JobDepthShown } from './job-depth-shown.ts';
import type { RunOutcome } from './run.ts';

/** Runs by how they ended. */
export interface RunCounts {
  readonly runs: number;
  readonly success: number;
  readonly warning: number;
  readonly failed: number;
  /** Cancelled, still running or of unknown outcome: neither success nor failure. */
  readonly other: number;
}

/** A score with what it is made of and how far it can be trusted. */
interface ScoreSummary {
  readonly score: number;
  readonly grade: Grade;
  readonly parts: ReadonlyArray<{
    readonly name: string;
    readonly points: number;
    readonly weight: number;
    readonly reason: string;
  }>;
  readonly confidence: Confidence;
}

/** A score, or the reason why there is none. */
export type Judgement =
  | { readonly scored: ScoreSummary }
  | { readonly scored: null; readonly reason: string };

/** The runs in a row that ended like a job's newest judged run. */
interface RunStreak {
  readonly outcome: 'success' | 'warning' | 'failed';
  readonly runs: number;
  readonly since: Date;
}

/** A share of runs in per cent with its 95 % Wilson interval. */
export interface RunShare {
  readonly percent: number;
  readonly lowPercent: number;
  readonly highPercent: number;
  readonly runs: number;
}

/** One record of VBR's own log that says why a run failed. */
export interface EvidenceLine {
  readonly sessionId: string;
  readonly taskId: string | null;
  readonly taskName: string | null;
  readonly recordId: number;
  readonly at: Date;
  readonly text: string;
}

/** One run as an answer shows it, with the log lines that say why. */
export interface RunShown {
  readonly serverEntry: string;
  readonly jobId: string;
  /** Null when the job is no longer known by name. */
  readonly jobName: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: RunOutcome;
  readonly firstAttemptOutcome: RunOutcome;
  readonly attempts: number;
  readonly sessionId: string;
  readonly message: string | null;
  readonly evidence: readonly EvidenceLine[];
}

/** How a job stands: its judgement and what its runs show. */
export interface JobHealth {
  readonly serverEntry: string;
  readonly id: string;
  readonly name: string;
  readonly judgement: Judgement;
  readonly asOf: Date;
  /** What its runs show; null when the finding carries no readable measures. */
  readonly record: JobRecord | null;
}

/** What a job's runs in the history window show. */
export interface JobRecord {
  readonly windowDays: number;
  readonly counts: RunCounts;
  readonly healedByRetry: number;
  readonly streak: RunStreak | null;
  readonly failed: RunShare | null;
  /** Runs whose first attempt did not fail. */
  readonly firstAttempt: RunShare | null;
  readonly lastRunAt: Date | null;
  readonly lastGoodRunAt: Date | null;
  readonly firstFailureAt: Date | null;
  readonly lastFailureAt: Date | null;
  /** Start of the newest run, when the job is quiet for longer than its rhythm explains. */
  readonly quietSince: Date | null;
  readonly trend: string;
  /** Null where the finding was made without it. */
  readonly depth: JobDepthShown | null;
  /** Data-quality rules that did not pass, and why the job may be left out of the estate. */
  readonly notes: readonly string[];
}

/** A failed run together with how its job stands. */
export interface FailedRunShown extends RunShown {
  readonly record: JobRecord | null;
}
