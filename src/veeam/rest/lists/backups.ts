import { z } from 'zod';
import type { Backup } from '../../../domain/backup.ts';
import { id, optionalReference, optionalText, reference, text, time } from '../schema/fields.ts';
import { requiredInstant, rowReader } from '../translate/rows.ts';
import type { Zone } from '../translate/zone.ts';
import type { ListSource } from './list-source.ts';

const backupSchema = z.object({
  id,
  jobId: reference,
  name: text,
  // Left out in Veeam's own examples; VBR's word for a job type it cannot tell.
  jobType: optionalText.transform((type) => type ?? 'Unknown'),
  platformName: text,
  creationTime: time,
  repositoryId: optionalReference,
  repositoryName: optionalText,
});

/** In order of creation, so that a backup made while the list is read comes last. */
export const backups: ListSource<Backup> = {
  path: '/api/v1/backups',
  toRows: rowReader(backupSchema, toBackup),
  orderColumn: 'CreationTime',
};

function toBackup(row: z.output<typeof backupSchema>, zone: Zone): Backup {
  return {
    id: row.id,
    jobId: row.jobId,
    name: row.name,
    jobType: row.jobType,
    platformName: row.platformName,
    createdAt: requiredInstant(row.creationTime, 'creationTime', zone),
    repositoryId: row.repositoryId,
    repositoryName: row.repositoryName,
  };
}
