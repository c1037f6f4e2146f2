import { expect, test } from 'vitest';
import { rawRepository } from '../../../../test/fixtures/vbr-infrastructure-rows.ts';
import { listsOver, wholeList } from '../../../../test/fixtures/vbr-lists.ts';
import type { RepositoryDefinition } from '../../../domain/repository.ts';

const { repository: _repository, bucket: _bucket, container: _container, ...base } = rawRepository;

/** A repository of a type with what only that type tells. */
async function repositoryOf(type: string, more: object): Promise<RepositoryDefinition | undefined> {
  const path = '/api/v1/backupInfrastructure/repositories';
  const { lists } = listsOver({ [path]: [{ ...base, type, ...more }] });
  const { rows, rejected } = await wholeList(lists.repositories());
  expect(rejected).toEqual([]);
  return rows[0];
}

const onFor = (days: number | null, mode: string | null = null) => ({
  isEnabled: true,
  days,
  mode,
});
const off = { isEnabled: false, days: null, mode: null };

test.each<[string, object, RepositoryDefinition['immutability']]>([
  ['LinuxHardened', { repository: { makeRecentBackupsImmutableDays: 14 } }, onFor(14)],
  ['LinuxHardened', { repository: { makeRecentBackupsImmutableDays: 0 } }, off],
  ['LinuxHardened', { repository: {} }, null],
  ['WinLocal', { repository: { path: 'C:\\Backup' } }, null],
  ['ExaGrid', {}, null],
  [
    'S3Compatible',
    {
      bucket: {
        immutability: { isEnabled: true, daysCount: 30, immutabilityMode: 'RetentionSettings' },
      },
    },
    onFor(30, 'RetentionSettings'),
  ],
  ['AmazonS3', { bucket: { immutability: { isEnabled: false, daysCount: 30 } } }, off],
  ['AmazonS3', { bucket: { immutability: { daysCount: 30 } } }, null],
  ['GoogleCloud', { bucket: { bucketName: 'b', immutability: null } }, null],
  [
    'AzureBlob',
    {
      container: {
        immutability: { isEnabled: 'true', daysCount: 7, immutabilityMode: 'RepositorySettings' },
      },
    },
    onFor(7, 'RepositorySettings'),
  ],
  ['VeeamDataCloudVault', { container: { immutability: { isEnabled: true } } }, onFor(null)],
  ['AmazonS3Glacier', { bucket: { immutabilityEnabled: true } }, onFor(null)],
  ['AzureArchive', { container: { immutabilityEnabled: false } }, off],
  ['AzureArchive', { container: { immutabilityEnabled: null } }, null],
  [
    'DellDataDomain',
    { repository: { immutability: { isEnabled: true, daysCount: 21 } } },
    onFor(21),
  ],
  ['HPEStoreOnce', { repository: { immutability: { isEnabled: false } } }, off],
  ['HologramStore', { repository: 'odd', bucket: [], container: 7 }, null],
])('%s %j: immutability', async (type, more, expected) => {
  expect((await repositoryOf(type, more))?.immutability).toEqual(expected);
});

test.each<[string, object, number | null]>([
  ['WinLocal', { repository: { taskLimitEnabled: true, maxTaskCount: 4 } }, 4],
  ['WinLocal', { repository: { taskLimitEnabled: false, maxTaskCount: 4 } }, null],
  ['WinLocal', { repository: { maxTaskCount: 4 } }, 4],
  ['WinLocal', { repository: { taskLimitEnabled: true, maxTaskCount: 0 } }, null],
  ['WinLocal', { repository: { taskLimitEnabled: true } }, null],
  ['ExaGrid', { repository: { enableTaskLimit: true, maxTaskCount: 6 } }, 6],
  ['ExaGrid', { repository: { enableTaskLimit: false, maxTaskCount: 6 } }, null],
  ['S3Compatible', { taskLimitEnabled: true, maxTaskCount: 2, bucket: {} }, 2],
  ['S3Compatible', { taskLimitEnabled: false, maxTaskCount: 2, bucket: {} }, null],
  ['ExtendableRepository', {}, null],
])('%s %j: tasks at once', async (type, more, expected) => {
  expect((await repositoryOf(type, more))?.maxTasks).toBe(expected);
});

const limit = (isEnabled: unknown, count: unknown, kind: unknown) => ({
  storageConsumptionLimit: {
    isEnabled,
    consumptionLimitCount: count,
    consumptionLimitKind: kind,
  },
});

test.each<[object, number | null]>([
  [{ bucket: limit(true, 10, 'TB') }, 10_240],
  [{ container: limit(true, 2, 'PB') }, 2_097_152],
  [{ bucket: limit(false, 10, 'TB') }, null],
  [{ bucket: limit(null, 10, 'TB') }, null],
  [{ bucket: limit(true, 10, 'constructor') }, null],
  [{ bucket: limit(true, null, 'TB') }, null],
  [{ bucket: { storageConsumptionLimit: null } }, null],
])('%j: ceiling of object storage', async (more, expected) => {
  expect((await repositoryOf('S3Compatible', more))?.consumptionLimitGib).toBe(expected);
});
