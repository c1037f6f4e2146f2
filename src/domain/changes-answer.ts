import type { AnswerBase, Listed } from './health-answer.ts';

/** A field that is not what it was; null where it was not there. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Something that is otherwise than it was at the beginning of the time asked about. */
export interface EstateChange {
  readonly serverEntry: string;
  readonly kind:
    | 'new-failing'
    | 'fixed'
    | 'new-group'
    | 'closed-group'
    | 'definition'
    | 'missed-runs';
  readonly at: Date;
  readonly subject: string;
  readonly text: string;
  /** The session, group or instant that it rests on. */
  readonly evidence: string;
}

/** What changed in the estate since an instant, failures first. */
export interface ChangesAnswer extends AnswerBase {
  readonly kind: 'changes';
  readonly since: Date;
  readonly counts: Readonly<Record<EstateChange['kind'], number>>;
  readonly changes: Listed<EstateChange>;
}

/** A run as it is compared with another. */
export interface ComparedRun {
  readonly startedAt: Date;
  readonly outcome: string;
  readonly sessionId: string;
}

/** What differs between a job's last good run and the first bad one after it. */
export interface JobChangesAnswer extends AnswerBase {
  readonly kind: 'job-changes';
  readonly job: { readonly id: string; readonly name: string };
  /** Null where the job does not fail, or where no good run is kept; `reason` says which. */
  readonly between: { readonly lastGood: ComparedRun; readonly firstBad: ComparedRun } | null;
  readonly reason: string | null;
  readonly runChanges: readonly FieldChange[];
  /** With the instant it was first seen. */
  readonly definitionChanges: ReadonlyArray<FieldChange & { readonly seenAt: Date }>;
  /** What else happened on the server between the two runs. */
  readonly events: ReadonlyArray<{
    readonly at: Date;
    readonly text: string;
    readonly sessionId: string;
  }>;
  /** Jobs that ran beside the bad run and not beside the good one. */
  readonly newNeighbours: readonly string[];
  readonly notKnown: readonly string[];
}
