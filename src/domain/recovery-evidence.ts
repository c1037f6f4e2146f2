import type { RestoreFamily } from './session-families.ts';

/** How a restore ended; `done` with or without warnings. */
export type RestoreOutcome = 'done' | 'failed' | 'canceled' | 'running';

/** One restore session with what it restored. */
export interface RestoreRecord {
  readonly sessionId: string;
  readonly family: RestoreFamily;
  readonly workload: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly outcome: RestoreOutcome;
  /** When the data was usable: the mount of an instant restore, the end of any other; null where that is not known. */
  readonly usableAt: Date | null;
  /** Of the newest restore point before it; VBR does not tell what a restore read. */
  readonly sizeBytes: number | null;
  readonly repositoryId: string | null;
  readonly repositoryName: string | null;
  /** Why it was made, in the words of whoever began it; absent where none was given or nobody told it. */
  readonly reason?: string | undefined;
}

/** Why a restore was made, as PowerShell tells it. */
export interface RestoreReason {
  readonly sessionId: string;
  readonly startedAt: Date;
  readonly reason: string;
}

/** How deep a proof goes. `real-restore`: the whole machine was restored or ran from its backup. */
export const proofDepths = [
  'content-scan',
  'boot',
  'ping',
  'file-restore',
  'script',
  'real-restore',
] as const;
export type ProofDepth = (typeof proofDepths)[number];

/** One test of one workload; skipped is not tested. */
export interface Proof {
  readonly workload: string;
  readonly at: Date;
  readonly depth: ProofDepth;
  readonly verdict: 'passed' | 'failed' | 'skipped' | 'inconclusive';
  readonly sessionId: string | null;
  readonly source: 'restore' | 'scan' | 'imported';
  /** Why it was made; of restores alone, and absent where it is not known. */
  readonly reason?: string | undefined;
}

/** Something that works on so many at once; null where VBR tells no limit. */
interface SlotOwner {
  readonly id: string;
  readonly name: string;
  readonly slots: number | null;
}

/** All that tells whether and how fast a server's workloads come back. */
export interface RecoveryEvidence {
  readonly restores: readonly RestoreRecord[];
  readonly proofs: readonly Proof[];
  /** Sessions that booted whole groups of machines, with their overall result alone. */
  readonly labs: { readonly passed: number; readonly failed: number; readonly lastAt: Date | null };
  readonly proxies: readonly SlotOwner[];
  readonly repositories: readonly SlotOwner[];
}

/** One workload's result of a SureBackup run, as a person imports it. */
export interface SureBackupResult {
  readonly workload: string;
  readonly testedAt: Date;
  readonly job: string | null;
  readonly boot: 'passed' | 'failed' | 'skipped';
  readonly ping: 'passed' | 'failed' | 'skipped';
  readonly script: 'passed' | 'failed' | 'skipped';
  readonly contentScan: 'passed' | 'failed' | 'skipped';
}

/** A percentile of restore times in minutes with its bounds; null where the data reach none. */
export interface DurationPercentile {
  readonly share: number;
  /** Null where so many failed that the curve does not come so far. */
  readonly minutes: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** What bringing all of them back at once comes to, over many simulated runs. */
export interface ManyAtOnce {
  readonly machines: number;
  readonly runs: number;
  readonly allBackP50Minutes: number;
  readonly allBackP95Minutes: number;
  /** Mean share of machines that are back within their own RTO. */
  readonly withinRtoShare: number;
  /** So many, the first in order, are each back within their RTO in 95 % of runs. */
  readonly mostWithinRto: number;
}
