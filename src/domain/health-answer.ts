import type { Grade } from './grade.ts';
import type { GroupShown } from './group-shown.ts';
import type { FailedRunShown, JobHealth, Judgement, RunCounts, RunShown } from './job-answer.ts';
import type { PassStatus } from './pass.ts';
import type { ProtectionCounts } from './protection-counts.ts';
import type { Refusal } from './refusal.ts';
import type { Availability } from './source-state.ts';

/** Whether the data still speaks for now. `never`: nothing was collected or analysed yet. */
export interface Freshness {
  readonly state: 'fresh' | 'stale' | 'never';
  /** Up to when the sessions are known; null if never collected. */
  readonly collectedAt: Date | null;
  /** The instant the findings speak for; null if never analysed. */
  readonly analysedAt: Date | null;
  /** Age of the older of the two, minutes; null when one is missing. */
  readonly ageMinutes: number | null;
}

/** Something an answer cannot see, by the name of its source. */
export interface BlindSpot {
  readonly source: string;
  readonly availability: Availability;
  readonly reason: string;
  readonly lastAvailableAt: Date | null;
}

/** How far one server's data can be trusted to speak for now. */
export interface ServerSight {
  readonly id: number;
  readonly entry: string;
  readonly revision: string;
  /** Null where the role does not show it. */
  readonly buildVersion: string | null;
  readonly freshness: Freshness;
  readonly pendingLogs: number;
  readonly blindSpots: readonly BlindSpot[];
}

/** What one server's data says for the estate question. */
export interface ServerHealth extends ServerSight {
  readonly judgement: Judgement;
  /** Runs of the whole history window, as analysed; null when not analysed. */
  readonly window: { readonly days: number; readonly counts: RunCounts } | null;
  /** Runs since the answer's `since`. */
  readonly recent: RunCounts;
  readonly healedRuns: { readonly count: number; readonly isAtLeast: boolean };
  /** Job counts; null when not analysed. */
  readonly jobs: JobCounts | null;
  readonly repositories: RepositoryCounts | null;
  readonly lowestJobs: readonly LowestJob[];
  readonly watch: WatchCounts | null;
}

/** What the jobs' own rhythms say; null when not analysed in depth. */
interface WatchCounts {
  readonly missedRuns: number;
  readonly silentJobs: NamedJobs;
  readonly stalledJobs: NamedJobs;
}

interface NamedJobs {
  readonly count: number;
  readonly names: readonly string[];
}

/** A server's jobs as analysed. */
interface JobCounts {
  readonly known: number;
  /** Neither disabled nor gone from the server's list. */
  readonly active: number;
  readonly judged: number;
  readonly notEnoughData: number;
  /** Newest judged run failed. */
  readonly failing: number;
  /** Without a run for longer than the job's own rhythm explains. */
  readonly quiet: number;
}

/** A server's repositories as analysed. */
interface RepositoryCounts {
  readonly known: number;
  readonly online: number;
  readonly offline: number;
  /** No reading, or one that is too old. */
  readonly unknown: number;
  readonly offlineNames: readonly string[];
}

/** One of the jobs that pull an estate's score down most. */
interface LowestJob {
  readonly name: string;
  readonly score: number | null;
  readonly grade: Grade | null;
  readonly reason: string;
}

/** A list of which only a part is shown. */
export interface Listed<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  /** Rows before the first shown one. */
  readonly offset: number;
  /** The cursor of the page that follows after this many of the rows; null when none is left. */
  readonly cursorAfter: (rowsShown: number) => string | null;
}

/** What every answer carries. */
export interface AnswerBase {
  readonly asOf: Date;
  readonly simulated: boolean;
  /** Older data is called stale. */
  readonly staleAfterHours: number;
  readonly servers: readonly ServerSight[];
}

/** `unknown` while any data is stale, missing or unseen; `healthy` says that fresh data shows nothing to act on. */
export type Verdict = 'unknown' | 'attention' | 'healthy';

export interface EstateAnswer extends AnswerBase {
  readonly kind: 'estate';
  readonly servers: readonly ServerHealth[];
  readonly verdict: Verdict;
  readonly verdictReason: string;
  readonly since: Date;
  readonly lastPass: {
    readonly status: PassStatus;
    readonly startedAt: Date;
    readonly endedAt: Date | null;
  } | null;
  /** Failures of one cause that still go on: how many, and the three that hit most jobs. */
  readonly openGroups: { readonly count: number; readonly top: readonly GroupShown[] };
  /** Null where protection was not analysed. */
  readonly protection: ProtectionCounts | null;
  readonly failedRuns: Listed<FailedRunShown>;
  readonly healedRuns: readonly RunShown[];
}

export interface JobListAnswer extends AnswerBase {
  readonly kind: 'jobs';
  readonly since: Date | null;
  readonly jobs: Listed<JobHealth>;
}

export interface JobAnswer extends AnswerBase {
  readonly kind: 'job';
  readonly job: JobHealth;
  readonly since: Date | null;
  readonly runs: Listed<RunShown>;
}

/** No data, or a question that no analysis answers yet. */
export interface InsufficientAnswer extends AnswerBase {
  readonly kind: 'insufficient-data';
  readonly subject: string;
  readonly reason: string;
  readonly next: string;
  /** What is said to a deed that was asked for; null where none was. */
  readonly refusal: Refusal | null;
}
