import type { ByteSums } from './efficiency.ts';

/** What sums of bytes say; null where no file told enough. */
export interface Reduction {
  /** Data bytes for each byte on disk: 2 means that half is saved. */
  readonly factor: number | null;
  /** Per cent that deduplication leaves, by bytes of data. */
  readonly dedupRemainingPercent: number | null;
  /** Per cent that compression leaves of that, by bytes. */
  readonly compressRemainingPercent: number | null;
}

/** reduction = Σ data / Σ backup; never a mean of ratios. */
export function reductionOf(sums: Omit<ByteSums, 'files' | 'unknownFiles'>): Reduction {
  const { dataBytes, backupBytes, toldDataBytes, dedupedBytes, packedBytes } = sums;
  return {
    factor: backupBytes > 0 && dataBytes > 0 ? dataBytes / backupBytes : null,
    dedupRemainingPercent: toldDataBytes > 0 ? (100 * dedupedBytes) / toldDataBytes : null,
    compressRemainingPercent: dedupedBytes > 0 ? (100 * packedBytes) / dedupedBytes : null,
  };
}
