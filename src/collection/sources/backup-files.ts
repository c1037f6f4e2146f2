import type { BackupFile } from '../../domain/backup.ts';
import { isFault } from '../../domain/errors.ts';
import { latestById } from '../latest-by-id.ts';
import { readEach } from '../one-of-many.ts';
import type { Source, SourceContext } from '../source.ts';
import type { Tally } from '../tally.ts';
import { createFileBatches, type FileBatches } from './backup-file-batches.ts';
import { settleOwnPoints } from './own-points.ts';

/** So many backups that show no files, and none that does, are no matter of single backups any more. */
const mostWithoutFiles = 3;

/** What lies in the repositories: the files of backups with new restore points, longest waiting first, the rest is counted. */
export const backupFiles: Source = {
  name: 'backup-files',
  async collect(context, tally) {
    const { store, vbrServerId, clock, settings } = context;
    const waiting = await store.countBackupsToRead(vbrServerId);
    // Where the backups are not shown, their files are not shown either: that there is nothing to read says nothing.
    const hidden = context.errorOf('backups');
    if (waiting === 0 && hidden !== null) throw hidden;
    tally.waiting(waiting);
    const batches = createFileBatches(context, tally);
    const refused: { readonly backupId: string; readonly error: unknown }[] = [];
    const read: string[] = [];
    let failed = 0;
    try {
      failed = await readEach(context, tally, {
        source: 'backup-files',
        noun: 'backups',
        items: await store.backupsToRead(vbrServerId, settings.backupsPerPass),
        idOf: (backupId) => backupId,
        read: async (backupId) => {
          const error = await readFiles(context, tally, batches, backupId);
          read.push(backupId);
          if (error !== null) refused.push({ backupId, error });
        },
      });
    } finally {
      await batches.keepRest();
    }
    await settleOwnPoints(context, tally, read);
    const hasRead = (tally.figures().counts['backups-read'] ?? 0) > 0;
    if (!hasRead && refused.length >= mostWithoutFiles) throw refused[0]?.error;
    const without = refused.map(({ backupId }) => ({ backupId, files: [], isComplete: false }));
    if (without.length > 0) await store.keepBackupFiles(vbrServerId, without, clock.now());
    tally.add('backups-without-files', without.length);
    tellRest(tally, await store.countBackupsToRead(vbrServerId), failed, settings.backupsPerPass);
  },
};

/** The refusal of a backup that shows no files: it was deleted a moment ago, or its kind has none. */
async function readFiles(
  { source, signal }: SourceContext,
  tally: Tally,
  batches: FileBatches,
  backupId: string,
): Promise<unknown> {
  const files: BackupFile[] = [];
  let isComplete = true;
  try {
    for await (const page of source.backupFiles(backupId)) {
      signal.throwIfAborted();
      tally.page(page);
      isComplete &&= page.rejected.length === 0;
      files.push(...page.rows);
    }
  } catch (error) {
    if (isFault(error, 'source-unsupported')) return error;
    throw error;
  }
  await batches.add({ backupId, files: latestById(files), isComplete });
  return null;
}

function tellRest(tally: Tally, pending: number, failed: number, backupsPerPass: number): void {
  tally.waiting(pending);
  if (pending === 0) return;
  const failure = failed === 0 ? '' : `, ${failed} of them could not be read in this pass`;
  tally.incomplete(
    `Backups whose files wait to be read: ${pending}${failure}; a pass reads at most ${backupsPerPass}.`,
  );
}
