import type { Cause, FailureGroup } from '../domain/cause.ts';
import type { KnownEstate, RunToExplain } from '../domain/run-to-explain.ts';
import type { LogOwner } from '../domain/session.ts';
import type { MatchedLine } from '../domain/signature.ts';
import type { Kept } from './collection-store.ts';

/** A failed or warned record of a log. */
export interface LineToMatch {
  readonly owner: LogOwner;
  readonly recordId: number;
  readonly text: string;
  /** The workload of the log; null for a session's. */
  readonly workload: string | null;
}

export interface LineWithMatches {
  readonly line: LineToMatch;
  readonly matched: MatchedLine;
}

/** Logs that no version, or another one, of the catalogue was matched against. */
export interface LogsToMatch {
  readonly owners: readonly LogOwner[];
  readonly lines: readonly LineToMatch[];
}

/** Marked runs with what may tell why; a run that is no more, or went well, is among the ids only. */
export interface RunsToExplain {
  readonly runIds: readonly string[];
  readonly runs: readonly RunToExplain[];
}

/** Kinds of causes that changed, with all their causes that can be grouped with what changed. */
export interface CausesToGroup {
  /** A kind's key, and the instant before which nothing of it can belong to the change. */
  readonly spans: readonly { readonly key: string; readonly from: Date }[];
  readonly causes: readonly Cause[];
}

/** Why runs failed or warned, read and written by analysis, as the analyst role. Every write is one transaction and repeatable. */
export interface CauseStore {
  /** The next logs that came or changed since they were matched, or were matched by another version; none at the end. */
  readonly logsToMatch: (
    vbrServerId: number,
    version: number,
    atMost: number,
  ) => Promise<LogsToMatch>;
  /** Also marks the runs that the logs belong to. */
  readonly keepMatches: (
    vbrServerId: number,
    version: number,
    owners: readonly LogOwner[],
    lines: readonly LineWithMatches[],
  ) => Promise<void>;
  /** The next marked runs behind an id, in the order of their ids; none at the end. */
  readonly runsToExplain: (
    vbrServerId: number,
    after: string,
    atMost: number,
  ) => Promise<RunsToExplain>;
  readonly knownEstate: (vbrServerId: number) => Promise<KnownEstate>;
  /** Replaces the causes of these runs, clears their marks, and marks the groups that what changed belongs to. */
  readonly replaceCauses: (
    vbrServerId: number,
    runIds: readonly string[],
    causes: readonly Cause[],
  ) => Promise<Kept>;
  /** Whose groups are to be made anew, streamed in batches of keys. */
  readonly causesToGroup: (
    vbrServerId: number,
    longestGapHours: number,
  ) => AsyncIterable<CausesToGroup>;
  /** Replaces the groups that begin within the spans, and clears the marks of their keys. */
  readonly replaceGroups: (
    vbrServerId: number,
    spans: CausesToGroup['spans'],
    groups: readonly Omit<FailureGroup, 'isOpen'>[],
  ) => Promise<Kept>;
  /** Tells each group whether it is open; to be called once runs were folded and groups made. */
  readonly settleOpenGroups: (vbrServerId: number) => Promise<void>;
  /** Groups last seen at this instant or later that bind several jobs together or are open, in order of time. */
  readonly recentGroups: (vbrServerId: number, since: Date) => Promise<readonly FailureGroup[]>;
}
