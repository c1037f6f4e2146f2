import type { BackupFile } from '../../domain/backup.ts';
import type { ByteSums, PeerRemaining, StoredByJob, StoredFile } from '../../domain/efficiency.ts';
import { type Reclaimable, surplusFulls } from '../../domain/reclaimable.ts';
import { reductionOf } from '../../domain/reduction.ts';
import { addBytes } from './byte-sums.ts';
import type { Saving } from './measures.ts';

/** What is left at jobs that compress and deduplicate; null with fewer than five of them. */
export interface Peers {
  readonly compression: PeerRemaining | null;
  readonly deduplication: PeerRemaining | null;
}

const mostEvidence = 3;

/** What could be saved, by cause. Causes overlap: an orphaned chain is not counted under its settings as well. */
export function savingsOf(
  stored: StoredByJob,
  held: Readonly<Record<'full' | 'increment' | 'other', ByteSums>>,
  peers: Peers,
): readonly Saving[] {
  const files = stored.files.filter(({ isGone }) => !isGone);
  if (stored.jobId === null || stored.isListed === false) return orphaned(stored, files);
  const all = addBytes(addBytes(held.full, held.increment), held.other);
  const { storage } = stored;
  const { dedupRemainingPercent, compressRemainingPercent } = reductionOf(all);
  const level = storage?.compressionLevel ?? '';
  const packs = /^none$/i.test(level) ? 'it compresses nothing' : null;
  return [
    ...byPeers('compression-level', packs, all, compressRemainingPercent, peers.compression),
    ...byPeers(
      'deduplication-setting',
      storage?.isDedupEnabled === false ? 'deduplication is off' : null,
      all,
      dedupRemainingPercent,
      peers.deduplication,
    ),
    ...exclusions(stored),
    ...surplus(stored, files),
  ];
}

/** What no setting of a listed job tells; jobs of agents and shares have no exclusions of blocks. */
export function notEstimated({ jobId, isListed, storage }: StoredByJob): readonly string[] {
  if (jobId === null || isListed === false) return [];
  const isTold = storage?.excludesSwapFiles != null || storage?.excludesDeletedBlocks != null;
  return isTold
    ? []
    : ['exclusions: VBR does not tell whether deleted blocks and swap files are left out'];
}

/** Nothing VBR shows tells how much of a backup such blocks are: the amount stays unknown. A job of other guests than Windows has none. */
function exclusions({ storage, guestFamilies }: StoredByJob): readonly Saving[] {
  const mayHaveNtfs = guestFamilies.some((family) => /^(windows|unknown)$/i.test(family));
  if (guestFamilies.length > 0 && !mayHaveNtfs) return [];
  const kept = [
    ...(storage?.excludesDeletedBlocks === false ? ['blocks of deleted files'] : []),
    ...(storage?.excludesSwapFiles === false ? ['swap files'] : []),
  ];
  if (kept.length === 0) return [];
  const how = `it backs up ${kept.join(' and ')}, which VBR can leave out of guests with NTFS; how much they are it does not tell`;
  const unknown = { bytes: null, lowBytes: 0, highBytes: null };
  return [{ cause: 'exclusions', ...unknown, how, evidenceIds: [] }];
}

function byPeers(
  cause: 'compression-level' | 'deduplication-setting',
  why: string | null,
  { backupBytes }: ByteSums,
  remainingPercent: number | null,
  peers: PeerRemaining | null,
): readonly Saving[] {
  if (why === null || peers === null || remainingPercent === null) return [];
  const saved = (percent: number) =>
    Math.max(0, Math.round(backupBytes * (1 - percent / remainingPercent)));
  const bytes = saved(peers.medianPercent);
  if (bytes === 0) return [];
  const how = `${why}; at ${peers.jobs} other jobs ${peers.lowPercent.toFixed(0)}–${peers.highPercent.toFixed(0)} % remain (quartiles), here ${remainingPercent.toFixed(0)} %: its data may be of another kind`;
  const range = { lowBytes: saved(peers.highPercent), highBytes: saved(peers.lowPercent) };
  return [{ cause, bytes, ...range, how, evidenceIds: [] }];
}

function orphaned({ jobId }: StoredByJob, files: readonly StoredFile[]): readonly Saving[] {
  const bytes = files.reduce((sum, { backupBytes }) => sum + (backupBytes ?? 0), 0);
  if (bytes === 0) return [];
  const why = jobId === null ? 'no job owns it' : 'its job is no longer listed';
  const how = `${why}: sizes of its files; shared blocks (ReFS, XFS) make less of it free, and someone may need it`;
  const evidenceIds = files.slice(0, mostEvidence).map(({ id }) => id);
  return [{ cause: 'orphaned-chains', bytes, lowBytes: 0, highBytes: bytes, how, evidenceIds }];
}

function surplus({ backups }: StoredByJob, files: readonly StoredFile[]): readonly Saving[] {
  const found = backups.flatMap((backup): Reclaimable[] => {
    const own = files.filter(({ backupId }) => backupId === backup.id).map(asFile);
    // Each workload has a chain of its own.
    const chains = Map.groupBy(own, (file) => file.objectIds.join(' '));
    return [...chains.values()].flatMap((chain) => surplusFulls(backup, chain) ?? []);
  });
  const bytes = found.reduce((sum, each) => sum + each.bytes, 0);
  if (bytes === 0) return [];
  const fileIds = found.flatMap((each) => each.fileIds);
  const how = `${fileIds.length} fulls within a week of the one before, not kept for long: sizes of their files; increments instead would take some of it, and on ReFS or XFS a synthetic full takes little`;
  const evidenceIds = fileIds.slice(0, mostEvidence);
  return [{ cause: 'surplus-fulls', bytes, lowBytes: 0, highBytes: bytes, how, evidenceIds }];
}

/** The workloads stand for the objects, by which chains are told apart. */
function asFile({
  workloads,
  sessionId: _,
  kind: __,
  isGone: ___,
  ...file
}: StoredFile): BackupFile {
  return { ...file, objectIds: workloads, restorePointIds: [] };
}
