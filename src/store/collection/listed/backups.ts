import type { Backup } from '../../../domain/backup.ts';
import type { BackupTable } from '../../tables/backup-tables.ts';
import { markUnread, takeAlong } from '../backup-marks.ts';
import { listedTable, seenColumns, seenPlan } from './listed-table.ts';

type BackupRow = Omit<BackupTable, 'vbr_server_id' | 'files_read_at'>;

export const backups = listedTable<Backup, BackupRow>({
  plan: {
    ...seenPlan,
    table: 'backup',
    columns: {
      id: 'text',
      job_id: 'text',
      name: 'text',
      job_type: 'text',
      platform_name: 'text',
      created_at: 'timestamptz',
      repository_id: 'text',
      repository_name: 'text',
      ...seenColumns,
    },
  },
  row: (backup, seen) => ({
    id: backup.id,
    job_id: backup.jobId,
    name: backup.name,
    job_type: backup.jobType,
    platform_name: backup.platformName,
    created_at: backup.createdAt,
    repository_id: backup.repositoryId,
    repository_name: backup.repositoryName,
    ...seen,
  }),
  async settle(transaction, vbrServerId, { unlistedIds, seenAt }) {
    await takeAlong(transaction, vbrServerId, unlistedIds, seenAt);
    await markUnread(transaction, vbrServerId);
  },
});
