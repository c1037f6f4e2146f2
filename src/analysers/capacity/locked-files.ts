import type { BackupFile } from '../../domain/backup.ts';
import { lockEnd } from '../../domain/file-lock.ts';
import { fileExpiry, type KeepingRules } from './file-expiry.ts';

interface LockedFile {
  readonly file: BackupFile;
  readonly until: Date;
}

/**
 * The files of one chain that are locked now, by the longest lock of their place or by what every part of it locks at least. VBR may
 * extend a lock, and does so without telling.
 */
export function lockedFiles(
  inOrder: readonly BackupFile[],
  rules: KeepingRules,
  reach: 'longest' | 'least',
  asOf: Date,
): readonly LockedFile[] {
  const span = rules.lock[reach];
  if (span === null) return [];
  return inOrder.flatMap((file) => {
    const retentionEnd = span.untilRetention ? fileExpiry(file, inOrder, rules, asOf).at : null;
    const until = lockEnd(span, file.createdAt, retentionEnd);
    return until !== null && until > asOf ? [{ file, until }] : [];
  });
}
