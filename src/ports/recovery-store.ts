import type { RecoveryEvidence, SureBackupResult } from '../domain/recovery-evidence.ts';
import type { Kept } from './collection-store.ts';

/** Size of a workload and where its point lies. */
interface PointFacts {
  readonly sizeBytes: number | null;
  readonly repositoryId: string | null;
}

/** What the analysis of recovery reads and the import writes. */
export interface RecoveryStore {
  /** A text that changes whenever a restore, a verification or an imported result comes or changes. */
  readonly evidenceKey: (vbrServerId: number, since: Date) => Promise<string>;
  readonly evidence: (vbrServerId: number, since: Date) => Promise<RecoveryEvidence>;
  /** Ids of workloads whose protection was judged after their recovery, or whose recovery was never or before `staleBefore`. */
  readonly dueIds: (vbrServerId: number, staleBefore: Date) => Promise<readonly string[]>;
  /** By the id of the restore point. */
  readonly pointFacts: (
    vbrServerId: number,
    pointIds: readonly string[],
  ) => Promise<ReadonlyMap<string, PointFacts>>;
  /** Removes findings of workloads that protection knows no more; how many. */
  readonly forgetOthers: (vbrServerId: number) => Promise<number>;
  /** Imported results by server, all of them or none. */
  readonly keepSureBackup: (
    results: ReadonlyMap<number, readonly SureBackupResult[]>,
  ) => Promise<Kept>;
}
