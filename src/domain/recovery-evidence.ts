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
