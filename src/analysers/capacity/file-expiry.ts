import type { BackupFile } from '../../domain/backup.ts';
import type { FileLock } from '../../domain/file-lock.ts';
import type { JobStorage } from '../../domain/job.ts';
import { median } from '../../statistics/median.ts';

/** What keeps the files of one backup. */
export interface KeepingRules {
  readonly retention: JobStorage['retention'];
  readonly gfs: JobStorage['gfs'];
  readonly lock: FileLock;
}

/** When a file may go by retention alone; null: not by any rule that is known. */
export interface Expiry {
  readonly at: Date | null;
  readonly rule: 'retention' | 'gfs';
}

const dayMs = 86_400_000;

/** The latest of what its own rules say; `newest` are the restore points of the same backup, the newest last. */
export function fileExpiry(
  file: BackupFile,
  inOrder: readonly BackupFile[],
  rules: KeepingRules,
  asOf: Date,
): Expiry {
  const byRetention = retentionExpiry(file, inOrder, rules.retention, asOf);
  if (file.gfsPeriods.length === 0) return { at: byRetention, rule: 'retention' };
  const kept = file.gfsPeriods.map((period) => gfsExpiry(file.createdAt, period, rules.gfs));
  return { at: latest([byRetention, ...kept]), rule: 'gfs' };
}

/** The latest date; unknown as soon as one is. */
export function latest(dates: readonly (Date | null)[]): Date | null {
  let result: Date | null = null;
  for (const date of dates) {
    if (date === null) return null;
    if (result === null || date > result) result = date;
  }
  return result;
}

export function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * dayMs);
}

function retentionExpiry(
  file: BackupFile,
  inOrder: readonly BackupFile[],
  retention: KeepingRules['retention'],
  asOf: Date,
): Date | null {
  if (retention === null) return null;
  if (/^days$/i.test(retention.kind)) return addDays(file.createdAt, retention.quantity);
  const newer = inOrder.length - 1 - inOrder.indexOf(file);
  if (newer >= retention.quantity) return asOf;
  // Points go when new ones come: at the rhythm at which they came so far.
  const rhythmDays = medianIntervalDays(inOrder);
  return rhythmDays === null ? null : addDays(asOf, (retention.quantity - newer) * rhythmDays);
}

function medianIntervalDays(inOrder: readonly BackupFile[]): number | null {
  const intervals = inOrder
    .slice(1)
    .map((file, index) => file.createdAt.getTime() - (inOrder[index]?.createdAt.getTime() ?? 0));
  const interval = median(intervals);
  return interval === null ? null : interval / dayMs;
}

function gfsExpiry(createdAt: Date, period: string, gfs: KeepingRules['gfs']): Date | null {
  const kept = {
    weekly: [gfs?.weekly, 7],
    monthly: [gfs?.monthly, 365.25 / 12],
    quarterly: [null, 365.25 / 4],
    yearly: [gfs?.yearly, 365.25],
  } as const;
  const name = period.toLowerCase();
  if (!(name === 'weekly' || name === 'monthly' || name === 'quarterly' || name === 'yearly')) {
    return null;
  }
  const [quantity, days] = kept[name];
  return quantity === null || quantity === undefined ? null : addDays(createdAt, quantity * days);
}
