import type { EfficiencyPart, PeerRemaining, StoredByJob } from '../domain/efficiency.ts';
import type { Finding } from '../domain/finding.ts';
import type { Kept } from './collection-store.ts';

/** One job's parts, which take the place of those it had. */
export interface JobParts {
  readonly subjectId: string;
  readonly parts: readonly EfficiencyPart[];
}

/** Read and written by the analysis of storage efficiency, as the analyst role. */
export interface EfficiencyStore {
  /**
   * Jobs, and backups without one, whose files changed, whose workloads have new malware events, or that were judged before
   * `staleBefore`; streamed in batches. Files that went before `from` are left out,
   * and events that somebody called false or whose machine was marked clean since.
   */
  readonly storedByJob: (
    vbrServerId: number,
    window: { readonly from: Date; readonly staleBefore: Date },
  ) => AsyncIterable<readonly StoredByJob[]>;
  /** What remains at the jobs judged so far; null with fewer than five of them. */
  readonly peers: (vbrServerId: number) => Promise<{
    readonly compression: PeerRemaining | null;
    readonly deduplication: PeerRemaining | null;
  }>;
  /** Parts first, then findings, which clear the marks. */
  readonly keepJobs: (
    vbrServerId: number,
    passId: string,
    jobs: readonly JobParts[],
    findings: readonly Finding[],
  ) => Promise<Kept>;
  /** Removes findings and parts of jobs that have no listed backup any more. */
  readonly forgetOthers: (vbrServerId: number) => Promise<void>;
}
