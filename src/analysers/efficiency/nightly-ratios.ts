import type { StoredFile, StoredKind } from '../../domain/efficiency.ts';
import { median } from '../../statistics/median.ts';
import { workloadOf } from './byte-sums.ts';

/** One night's files of one kind; a night goes from noon to noon UTC, so that a backup window is not cut at midnight. */
export interface Night {
  /** Days since 1970-01-01. */
  readonly night: number;
  /** ln of expected by actual bytes on disk: above 0 saves more than usual. Expected: each workload's own usual share remains. */
  readonly logRatio: number;
  readonly dataBytes: number;
  readonly backupBytes: number;
  readonly files: readonly StoredFile[];
}

const dayMs = 86_400_000;
/** Files from which a workload has a usual share of its own. */
const leastFiles = 5;

type Sized = StoredFile & { readonly dataBytes: number; readonly backupBytes: number };

/**
 * The nights with files of this kind since `from`, in order. What changes is measured against each workload's own usual share, so that a
 * night in which another machine wrote more is no change.
 */
export function nightlyRatios(
  files: readonly StoredFile[],
  kind: StoredKind,
  from: Date,
): readonly Night[] {
  const own = files.filter(isSized).filter((file) => file.kind === kind && file.createdAt >= from);
  const shares = usualShares(own);
  return [...Map.groupBy(own, ({ createdAt }) => nightOf(createdAt))]
    .map(([night, those]) => {
      const dataBytes = sumOf(those, (file) => file.dataBytes);
      const backupBytes = sumOf(those, (file) => file.backupBytes);
      const expected = sumOf(those, (file) => file.dataBytes * shares(file));
      const logRatio = Math.log(expected / backupBytes);
      return { night, logRatio, dataBytes, backupBytes, files: those };
    })
    .sort((one, other) => one.night - other.night);
}

/** Days since 1970-01-01 of the noon before. */
export function nightOf(instant: Date): number {
  return Math.floor((instant.getTime() - dayMs / 2) / dayMs);
}

/** The date of the evening on which a night begins. */
export function dateOfNight(night: number): string {
  return new Date(night * dayMs).toISOString().slice(0, 10);
}

function isSized(file: StoredFile): file is Sized {
  return Boolean(file.dataBytes) && Boolean(file.backupBytes);
}

function usualShares(files: readonly Sized[]): (file: Sized) => number {
  const shareOf = (file: Sized) => file.backupBytes / file.dataBytes;
  const all = median(files.map(shareOf)) ?? 1;
  const usual = new Map<string, number>();
  for (const [workload, those] of Map.groupBy(files, workloadOf)) {
    usual.set(workload, those.length < leastFiles ? all : (median(those.map(shareOf)) ?? all));
  }
  return (file) => usual.get(workloadOf(file)) ?? all;
}

function sumOf<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
