import type { RestoreFamily } from '../../../domain/session-families.ts';
import type { Revision } from '../../../domain/vbr-server.ts';

/** How an operation shows: a restore of a family, or a way of verifying backups. */
type OperationFamily = RestoreFamily | 'lab' | 'content-scan' | 'manual-scan' | 'health-check';

export interface OperationKind {
  readonly sessionType: string;
  readonly family: OperationFamily;
  /** The first revision whose documents name the type. */
  readonly since: Revision;
  /** What lower revisions call it; null where they do not show it at all. */
  readonly olderType: string | null;
  /** Name of the session, `%` stands for the restored machine. */
  readonly name: string;
  readonly tasks: 'Restore' | 'Antivirus' | null;
}

/** Something done with backups by hand or for proof; it belongs to no run. Its session is a row of the session table. */
export interface Operation {
  readonly kind: OperationKind;
  /** Index of the job whose backup is used; −1 for a lab, which uses several. */
  readonly job: number;
  /** Places of the workloads in that job. */
  readonly places: readonly number[];
  readonly name: string;
  /** What the session carries as its job's id: a verification job's, or an id that is no job's. */
  readonly ownerId: string;
  readonly initiatedBy: string;
  readonly createdMs: number;
  readonly endedMs: number;
  /** When the workload ran from its backup; null if it never did, and for all but instant restores. */
  readonly mountedMs: number | null;
  /** When somebody ended that. */
  readonly dismountMs: number | null;
  readonly result: number;
  readonly isCanceled: boolean;
  readonly bytes: number;
  /** Seed of everything else about it. */
  readonly salt: number;
}

/** A content-scan job of /jobs, or a lab job, which no list shows. */
export interface VerificationJob {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly isLab: boolean;
  /** Indices of the backup jobs it verifies. */
  readonly linkedJobs: readonly number[];
  readonly weekday: number;
  readonly minuteOfDay: number;
}

/** Every operation so far and what they are made by. */
export interface OperationTable {
  readonly rows: Operation[];
  /** The session of each operation, −1 until it is visible. */
  readonly sessionOf: number[];
  readonly verificationJobs: VerificationJob[];
}

export function createOperationTable(): OperationTable {
  return { rows: [], sessionOf: [], verificationJobs: [] };
}

/** Sources of sessions from here downwards are operations. */
const firstSource = -1_000_000;

export function sourceOfOperation(index: number): number {
  return firstSource - index;
}

/** The index of the operation a session's source names; null for any other source. */
export function operationIndex(source: number): number | null {
  return source <= firstSource ? firstSource - source : null;
}
