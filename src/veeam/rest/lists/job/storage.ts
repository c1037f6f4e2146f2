import { z } from 'zod';
import type { JobStorage } from '../../../../domain/job.ts';
import {
  optionalFlag,
  optionalPart,
  optionalPositive,
  optionalReference,
  optionalText,
} from '../../schema/fields.ts';

const encryption = optionalPart(z.object({ isEnabled: optionalFlag }));
const retentionPolicy = optionalPart(z.object({ type: optionalText, quantity: optionalPositive }));
const gfsPolicy = optionalPart(
  z.object({
    isEnabled: optionalFlag,
    weekly: optionalPart(
      z.object({ isEnabled: optionalFlag, keepForNumberOfWeeks: optionalPositive }),
    ),
    monthly: optionalPart(
      z.object({ isEnabled: optionalFlag, keepForNumberOfMonths: optionalPositive }),
    ),
    yearly: optionalPart(
      z.object({ isEnabled: optionalFlag, keepForNumberOfYears: optionalPositive }),
    ),
  }),
);

const exclusions = {
  excludeSwapFileBlocks: optionalFlag,
  excludeDeletedFileBlocks: optionalFlag,
};

const placeShape = {
  backupRepositoryId: optionalReference,
  retentionPolicy,
  gfsPolicy,
  encryption,
};

/** Where a job keeps its backups; agent policies name the repository one level deeper. */
const place = optionalPart(
  z.object({
    ...placeShape,
    destination: optionalPart(z.object({ backupRepositoryId: optionalReference })),
    advancedSettings: optionalPart(
      z.object({
        storageData: optionalPart(
          z.object({
            compressionLevel: optionalText,
            inlineDataDedupEnabled: optionalFlag,
            encryption,
            ...exclusions,
          }),
        ),
        encryption,
      }),
    ),
  }),
);

/** Each job type has one of these: `target` copies, `backupRepository` shares, `jobSettings` replicas, none: copies of shares. */
export const storageShape = {
  storage: place,
  target: place,
  backupRepository: place,
  jobSettings: optionalPart(
    z.object({
      restorePointsToKeep: optionalPositive,
      advancedSettings: optionalPart(
        z.object({
          traffic: optionalPart(z.object({ compressionLevel: optionalText, ...exclusions })),
        }),
      ),
    }),
  ),
  ...placeShape,
  useCustomRetention: optionalFlag,
  useCustomEncryption: optionalFlag,
};

const shape = z.object(storageShape);
type StorageRow = z.output<typeof shape>;
type Place = NonNullable<StorageRow['storage']>;

const nothingTold: JobStorage = {
  repositoryId: null,
  retention: null,
  gfs: null,
  compressionLevel: null,
  isDedupEnabled: null,
  isEncrypted: null,
  excludesSwapFiles: null,
  excludesDeletedBlocks: null,
};

/** Where and for how long a job keeps its backups; null for types that keep none. */
export function toStorage(row: StorageRow): JobStorage | null {
  const found = row.storage ?? row.target ?? row.backupRepository;
  if (found !== null) return storageAt(found);
  if (row.jobSettings !== null) return replicaStorage(row.jobSettings);
  return row.backupRepositoryId === null ? null : copyStorage(row);
}

function storageAt(found: Place): JobStorage {
  const data = found.advancedSettings?.storageData ?? null;
  const encrypted = data?.encryption ?? found.advancedSettings?.encryption ?? found.encryption;
  return {
    repositoryId: found.backupRepositoryId ?? found.destination?.backupRepositoryId ?? null,
    retention: toRetention(found.retentionPolicy),
    gfs: toGfs(found.gfsPolicy),
    compressionLevel: data?.compressionLevel ?? null,
    isDedupEnabled: data?.inlineDataDedupEnabled ?? null,
    isEncrypted: encrypted?.isEnabled ?? null,
    ...toExclusions(data),
  };
}

/** A replica lies on a datastore: the repository it names holds metadata only. */
function replicaStorage(settings: NonNullable<StorageRow['jobSettings']>): JobStorage {
  const quantity = settings.restorePointsToKeep;
  const traffic = settings.advancedSettings?.traffic ?? null;
  return {
    ...nothingTold,
    retention: quantity === null ? null : { kind: 'RestorePoints', quantity },
    compressionLevel: traffic?.compressionLevel ?? null,
    ...toExclusions(traffic),
  };
}

/** What is not customised follows the job that is copied, so it is not told here. */
function copyStorage(row: StorageRow): JobStorage {
  return {
    ...nothingTold,
    repositoryId: row.backupRepositoryId,
    retention: row.useCustomRetention === false ? null : toRetention(row.retentionPolicy),
    gfs: toGfs(row.gfsPolicy),
    isEncrypted: row.useCustomEncryption === false ? null : (row.encryption?.isEnabled ?? null),
  };
}

function toExclusions(
  told: { excludeSwapFileBlocks: boolean | null; excludeDeletedFileBlocks: boolean | null } | null,
): Pick<JobStorage, 'excludesSwapFiles' | 'excludesDeletedBlocks'> {
  return {
    excludesSwapFiles: told?.excludeSwapFileBlocks ?? null,
    excludesDeletedBlocks: told?.excludeDeletedFileBlocks ?? null,
  };
}

function toRetention(policy: Place['retentionPolicy']): JobStorage['retention'] {
  if (policy === null || policy.type === null || policy.quantity === null) return null;
  return { kind: policy.type, quantity: policy.quantity };
}

function toGfs(policy: Place['gfsPolicy']): JobStorage['gfs'] {
  if (policy?.isEnabled !== true) return null;
  const { weekly, monthly, yearly } = policy;
  return {
    weekly: weekly?.isEnabled === true ? weekly.keepForNumberOfWeeks : null,
    monthly: monthly?.isEnabled === true ? monthly.keepForNumberOfMonths : null,
    yearly: yearly?.isEnabled === true ? yearly.keepForNumberOfYears : null,
  };
}
