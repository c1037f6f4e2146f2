import { z } from 'zod';
import type { ConfigurationBackup } from '../../../domain/server-fact.ts';
import {
  optionalFlag,
  optionalPart,
  optionalPositive,
  optionalReference,
  optionalTime,
} from '../schema/fields.ts';
import { optionalInstant, rejectRow, rowReader } from '../translate/rows.ts';
import type { Zone } from '../translate/zone.ts';
import type { FactSource } from './fact-source.ts';

const configurationBackupSchema = z.object({
  isEnabled: optionalFlag,
  backupRepositoryId: optionalReference,
  restorePointsToKeep: optionalPositive,
  encryption: optionalPart(z.object({ isEnabled: optionalFlag })),
  lastSuccessfulBackup: optionalPart(z.object({ lastSuccessfulTime: optionalTime })),
});

/** The server's backup of its own configuration. */
export const configurationBackup: FactSource<ConfigurationBackup> = {
  path: '/api/v1/configBackup',
  what: 'its configuration backup',
  toRows: rowReader(configurationBackupSchema, toConfigurationBackup),
};

function toConfigurationBackup(
  row: z.output<typeof configurationBackupSchema>,
  zone: Zone,
): ConfigurationBackup {
  return {
    isEnabled: row.isEnabled ?? rejectRow('isEnabled: is missing'),
    isEncrypted: row.encryption?.isEnabled ?? null,
    repositoryId: row.backupRepositoryId,
    lastSuccessfulAt: optionalInstant(row.lastSuccessfulBackup?.lastSuccessfulTime ?? null, zone),
    restorePointsToKeep: row.restorePointsToKeep,
  };
}
