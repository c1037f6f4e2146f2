import type { ByteSums, EfficiencyPart, StoredByJob, StoredFile } from '../../domain/efficiency.ts';

export const noBytes: ByteSums = {
  files: 0,
  unknownFiles: 0,
  dataBytes: 0,
  backupBytes: 0,
  toldDataBytes: 0,
  dedupedBytes: 0,
  packedBytes: 0,
};

/** The sums of both. */
export function addBytes(one: ByteSums, other: ByteSums): ByteSums {
  return {
    files: one.files + other.files,
    unknownFiles: one.unknownFiles + other.unknownFiles,
    dataBytes: one.dataBytes + other.dataBytes,
    backupBytes: one.backupBytes + other.backupBytes,
    toldDataBytes: one.toldDataBytes + other.toldDataBytes,
    dedupedBytes: one.dedupedBytes + other.dedupedBytes,
    packedBytes: one.packedBytes + other.packedBytes,
  };
}

/** A file without one of its sizes counts as unknown and adds no bytes. */
function bytesOf(file: StoredFile): ByteSums {
  const { dataBytes, backupBytes, dedupRemainingPercent, compressRemainingPercent } = file;
  if (!dataBytes || !backupBytes) return { ...noBytes, files: 1, unknownFiles: 1 };
  const known = { ...noBytes, files: 1, dataBytes, backupBytes };
  if (!dedupRemainingPercent || !compressRemainingPercent) return known;
  const dedupedBytes = (dataBytes * dedupRemainingPercent) / 100;
  const packedBytes = (dedupedBytes * compressRemainingPercent) / 100;
  return { ...known, toldDataBytes: dataBytes, dedupedBytes, packedBytes };
}

/** The files VBR still has, by repository, workload and kind. A file of several workloads is one of all of them together. */
export function partsOf({ backups, files }: StoredByJob): readonly EfficiencyPart[] {
  const byBackup = new Map(backups.map((backup) => [backup.id, backup]));
  const parts = new Map<string, EfficiencyPart>();
  for (const file of files) {
    if (file.isGone) continue;
    const backup = byBackup.get(file.backupId);
    const place = {
      repositoryId: backup?.repositoryId ?? null,
      repositoryName: backup?.repositoryName ?? null,
      workload: workloadOf(file),
      kind: file.kind,
    };
    // A repository may bear one name at one backup and another at the next.
    const key = JSON.stringify([place.repositoryId, place.workload, place.kind]);
    const sums = addBytes(parts.get(key) ?? noBytes, bytesOf(file));
    parts.set(key, { ...place, ...sums });
  }
  return [...parts.values()];
}

/** Stands for the workload of a file that several share. */
export const severalInOne = '(several in one file)';

/** Its workload; that of a file shared by several is told as such. */
export function workloadOf({ workloads }: StoredFile): string {
  const [only, ...others] = workloads;
  if (only === undefined) return '(not told)';
  return others.length === 0 ? only : severalInOne;
}

/** The sums of each kind. */
export function sumsByKind(
  parts: readonly EfficiencyPart[],
): Readonly<Record<StoredFile['kind'], ByteSums>> {
  const sums = { full: noBytes, increment: noBytes, other: noBytes };
  for (const part of parts) sums[part.kind] = addBytes(sums[part.kind], part);
  return sums;
}
