import { z } from 'zod';
import type { Immutability, RepositoryDefinition } from '../../../domain/repository.ts';
import {
  id,
  optionalCount,
  optionalFlag,
  optionalPart,
  optionalPositive,
  optionalReference,
  optionalText,
  text,
} from '../schema/fields.ts';
import { rowReader } from '../translate/rows.ts';
import type { ListSource } from './list-source.ts';

// VBR counts in powers of 1024.
const gibByUnit = new Map([
  ['TB', 1024],
  ['PB', 1024 ** 2],
]);

const immutabilitySchema = optionalPart(
  z.object({
    isEnabled: optionalFlag,
    daysCount: optionalPositive,
    immutabilityMode: optionalText,
  }),
);

/** Where object storage tells of its bucket or container. */
const objectStorageSchema = optionalPart(
  z.object({
    immutability: immutabilitySchema,
    // Archive storage of Amazon and Azure says yes or no only.
    immutabilityEnabled: optionalFlag,
    storageConsumptionLimit: optionalPart(
      z.object({
        isEnabled: optionalFlag,
        consumptionLimitCount: optionalPositive,
        consumptionLimitKind: optionalText,
      }),
    ),
  }),
);

const taskLimit = {
  taskLimitEnabled: optionalFlag,
  // Deduplication appliances, 1.3-rev2.
  enableTaskLimit: optionalFlag,
  maxTaskCount: optionalPositive,
};

/** A row of /backupInfrastructure/repositories: what all types share, and where each type tells its limits. */
const repositorySchema = z.object({
  id,
  name: text,
  type: text,
  description: optionalText,
  hostId: optionalReference,
  repository: optionalPart(
    z.object({
      ...taskLimit,
      makeRecentBackupsImmutableDays: optionalCount,
      immutability: immutabilitySchema,
    }),
  ),
  bucket: objectStorageSchema,
  container: objectStorageSchema,
  ...taskLimit,
});

type RepositoryRow = z.output<typeof repositorySchema>;
type ObjectStorage = z.output<typeof objectStorageSchema>;
type TaskLimit = Pick<RepositoryRow, keyof typeof taskLimit>;

/** Identity, protection and limits of each repository. */
export const repositories: ListSource<RepositoryDefinition> = {
  path: '/api/v1/backupInfrastructure/repositories',
  toRows: rowReader(repositorySchema, toRepository),
  orderColumn: 'Name',
};

function toRepository(row: RepositoryRow): RepositoryDefinition {
  const objectStorage = row.bucket ?? row.container;
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    description: row.description,
    hostId: row.hostId,
    immutability: immutabilityOf(row.repository, objectStorage),
    maxTasks: maxTasksOf(row.repository) ?? maxTasksOf(row),
    consumptionLimitGib: consumptionLimitOf(objectStorage),
  };
}

function immutabilityOf(
  repository: RepositoryRow['repository'],
  objectStorage: ObjectStorage,
): Immutability | null {
  const hardenedDays = repository?.makeRecentBackupsImmutableDays ?? null;
  if (hardenedDays !== null) return immutability(hardenedDays > 0, hardenedDays, null);
  const told = repository?.immutability ?? objectStorage?.immutability ?? null;
  if (told !== null) return immutability(told.isEnabled, told.daysCount, told.immutabilityMode);
  return immutability(objectStorage?.immutabilityEnabled ?? null, null, null);
}

/** Days and mode of a protection that is switched off protect nothing. */
function immutability(
  isEnabled: boolean | null,
  days: number | null,
  mode: string | null,
): Immutability | null {
  if (isEnabled === null) return null;
  return isEnabled ? { isEnabled, days, mode } : { isEnabled, days: null, mode: null };
}

function maxTasksOf(limit: TaskLimit | null): number | null {
  const isLimited = limit?.taskLimitEnabled ?? limit?.enableTaskLimit ?? true;
  return isLimited ? (limit?.maxTaskCount ?? null) : null;
}

function consumptionLimitOf(objectStorage: ObjectStorage): number | null {
  const limit = objectStorage?.storageConsumptionLimit ?? null;
  if (limit === null || limit.isEnabled !== true) return null;
  const gib = gibByUnit.get(limit.consumptionLimitKind ?? '');
  return gib === undefined || limit.consumptionLimitCount === null
    ? null
    : limit.consumptionLimitCount * gib;
}
