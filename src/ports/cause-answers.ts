import type { Cause, FailureGroup } from '../domain/cause.ts';

/** A text of failed or warned lines that no signature names. */
export interface UnknownText {
  readonly vbrServerId: number;
  readonly fingerprint: string;
  readonly lines: number;
  readonly jobs: number;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** The newest of its lines. */
  readonly example: string;
}

/** Why runs failed or warned, read by the doors. */
export interface CauseAnswers {
  /** Newest first, failures before warnings of the same run. */
  readonly causes: (query: {
    readonly vbrServerId: number;
    readonly jobId?: string;
    readonly runIds?: readonly string[];
    readonly limit: number;
  }) => Promise<readonly Cause[]>;
  /** The last seen first. */
  readonly failureGroups: (query: {
    readonly vbrServerId: number;
    readonly jobId?: string;
    /** Only groups that were last seen at this instant or later. */
    readonly since?: Date;
    readonly limit: number;
  }) => Promise<{ readonly rows: readonly FailureGroup[]; readonly total: number }>;
  /** Groups that the newest finished run of at least one of their jobs still belongs to, in no order. */
  readonly openFailureGroups: (vbrServerId: number) => Promise<readonly FailureGroup[]>;
  /** Those of the most lines first. */
  readonly unknownTexts: (
    vbrServerIds: readonly number[],
    limit: number,
  ) => Promise<{ readonly rows: readonly UnknownText[]; readonly total: number }>;
}
