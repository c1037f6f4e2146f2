import type { FilesOfBackup } from '../../domain/backup.ts';
import type { SourceContext } from '../source.ts';
import type { Tally } from '../tally.ts';

/** A backup's own transaction costs more than its files: those of several are kept in one. */
const filesAtOnce = 2000;
const backupsAtOnce = 50;

/** Keeps what was read of backups' files, several backups at once. */
export interface FileBatches {
  readonly add: (list: FilesOfBackup) => Promise<void>;
  /** What was added and not kept yet. */
  readonly keepRest: () => Promise<void>;
}

export function createFileBatches(
  { store, vbrServerId, clock }: SourceContext,
  tally: Tally,
): FileBatches {
  let lists: FilesOfBackup[] = [];
  let files = 0;
  const keepRest = async () => {
    const batch = lists;
    if (batch.length === 0) return;
    lists = [];
    files = 0;
    tally.kept('backup-files', await store.keepBackupFiles(vbrServerId, batch, clock.now()));
    tally.add('backups-read', batch.length);
  };
  return {
    add: async (list) => {
      lists.push(list);
      files += list.files.length;
      if (files >= filesAtOnce || lists.length >= backupsAtOnce) await keepRest();
    },
    keepRest,
  };
}
