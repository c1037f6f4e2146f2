import type { StoredBackup } from '../../domain/stored-backup.ts';
import { dayOf } from './capacity-history.ts';

const windowDays = 28;
/** Fewer files say more about themselves than about a trend. */
const leastFiles = 10;

/** Bytes read over bytes stored, of the files of the last four weeks and of the four before; it explains growth and changes no forecast. */
export function dataReduction(
  backups: readonly StoredBackup[],
  lastDay: number,
): { readonly now: number; readonly before: number } | null {
  const now = factorBetween(backups, lastDay - windowDays + 1, lastDay);
  const before = factorBetween(backups, lastDay - 2 * windowDays + 1, lastDay - windowDays);
  return now === null || before === null ? null : { now, before };
}

function factorBetween(
  backups: readonly StoredBackup[],
  from: number,
  until: number,
): number | null {
  let [data, stored, files] = [0, 0, 0];
  for (const { createdAt, dataBytes, backupBytes } of backups.flatMap((each) => each.files)) {
    const day = dayOf(createdAt);
    if (day < from || day > until || dataBytes === null || backupBytes === null) continue;
    data += dataBytes;
    stored += backupBytes;
    files += 1;
  }
  return files < leastFiles || stored === 0 ? null : data / stored;
}
