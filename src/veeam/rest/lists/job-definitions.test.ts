import { describe, expect, test } from 'vitest';
import { rawJob, zeroGuid } from '../../../../test/fixtures/vbr-activity-rows.ts';
import { listsOver, wholeList } from '../../../../test/fixtures/vbr-lists.ts';
import type { JobDefinition } from '../../../domain/job.ts';

async function jobOf(row: object): Promise<JobDefinition> {
  const { rows, rejected } = await wholeList(
    listsOver({ '/api/v1/jobs': [row] }).lists.jobDefinitions(),
  );
  expect(rejected).toEqual([]);
  const [job] = rows;
  if (job === undefined) throw new Error('no job was read');
  return job;
}

/** A job of a type that has these parts and no other. */
const only = (parts: object) => ({ id: 'job-1', name: 'Job', type: 'AnyType', ...parts });

test('a machine backup tells everything', async () => {
  expect(await jobOf(rawJob)).toEqual({
    id: 'job-1',
    name: 'Daily VMs',
    type: 'VSphereBackup',
    isDisabled: false,
    runsAutomatically: true,
    retry: { isEnabled: true, count: 3, awaitMinutes: 10 },
    schedule: {
      daily: { localTime: '22:00', kind: 'SelectedDays', days: ['Monday', 'Friday'] },
      monthly: null,
      periodically: null,
      isContinuous: false,
      afterJobName: null,
    },
    storage: {
      repositoryId: 'repository-1',
      retention: { kind: 'Days', quantity: 14 },
      gfs: { weekly: 4, monthly: null, yearly: 3 },
      compressionLevel: 'Optimal',
      isDedupEnabled: true,
      isEncrypted: true,
      excludesSwapFiles: true,
      excludesDeletedBlocks: false,
    },
    isApplicationAware: true,
    includes: ['srv-db-01', 'gold'],
  });
});

test('a type without a model of its own tells its name and nothing else', async () => {
  expect(await jobOf(only({ type: 'NutanixAHVBackupJob' }))).toEqual({
    id: 'job-1',
    name: 'Job',
    type: 'NutanixAHVBackupJob',
    isDisabled: null,
    runsAutomatically: null,
    retry: null,
    schedule: null,
    storage: null,
    isApplicationAware: null,
    includes: null,
  });
});

describe('schedule', () => {
  const scheduleOf = async (schedule: object) => (await jobOf(only({ schedule }))).schedule;
  const daily = { isEnabled: true, localTime: '4:00', dailyKind: 'Everyday', days: ['sunday'] };

  test.each([
    ['4:00', '04:00'],
    ['22:15', '22:15'],
    ['10:00:00', '10:00'],
    ['10:00:00.0000000', '10:00'],
    ['half past ten', 'half past ten'],
  ])('the time %s is shown as %s', async (localTime, expected) => {
    expect((await scheduleOf({ daily: { ...daily, localTime } }))?.daily?.localTime).toBe(expected);
  });

  test.each<[object, number | null]>([
    [{ dayNumberInMonth: 'OnDay', dayOfMonth: 15 }, 15],
    [{ dayNumberInMonth: 'Fourth', dayOfMonth: 1 }, null],
    [{ dayNumberInMonth: 'OnDay', dayOfMonth: 15, isLastDayOfMonth: true }, null],
    [{ dayOfMonth: 15 }, 15],
    [{ dayNumberInMonth: 'OnDay', dayOfMonth: null }, null],
  ])('monthly %j is day %s of the month', async (monthly, dayOfMonth) => {
    const read = await scheduleOf({ monthly: { isEnabled: true, localTime: '22:00', ...monthly } });
    expect(read?.monthly).toEqual({ localTime: '22:00', dayOfMonth });
  });

  test('every few minutes, after another job, and all the time', async () => {
    const periodically = { isEnabled: true, periodicallyKind: 'Minutes', frequency: 15 };
    expect((await scheduleOf({ periodically }))?.periodically).toEqual({
      kind: 'Minutes',
      frequency: 15,
    });
    const afterThisJob = { isEnabled: true, jobName: 'Daily VMs' };
    expect((await scheduleOf({ afterThisJob }))?.afterJobName).toBe('Daily VMs');
    expect((await scheduleOf({ continuously: { isEnabled: true } }))?.isContinuous).toBe(true);
  });

  test.each([
    [{ type: 'Immediate', scheduleMode: 'Continuous' }, true],
    [{ type: 'Continuous' }, true],
    [{ type: 'Custom', customWindow: {} }, true],
    [{ type: 'Periodic', runAutomatically: true, daily }, false],
  ])('the copy schedule %j runs all the time: %s', async (schedule, isContinuous) => {
    expect(await scheduleOf(schedule)).toMatchObject({ isContinuous });
  });

  test('what is switched off, or a job that does not run by itself, starts nothing', async () => {
    const never = {
      daily: null,
      monthly: null,
      periodically: null,
      isContinuous: false,
      afterJobName: null,
    };
    expect(await scheduleOf({ daily: { ...daily, isEnabled: false } })).toEqual(never);
    expect(await scheduleOf({ runAutomatically: false, daily })).toEqual(never);
  });

  test('a part of another shape is not told, and the others stay', async () => {
    const job = await jobOf({
      ...rawJob,
      schedule: { runAutomatically: true, daily: 'noon', retry: 5, monthly: [] },
    });
    expect(job).toMatchObject({ runsAutomatically: true, retry: null, schedule: { daily: null } });
    expect((await jobOf({ ...rawJob, schedule: 'never' })).schedule).toBeNull();
  });
});

describe('storage', () => {
  const storageOf = async (parts: object) => (await jobOf(only(parts))).storage;
  const retentionPolicy = { type: 'RestorePoints', quantity: 7 };
  const retention = { kind: 'RestorePoints', quantity: 7 };

  test('an agent policy names its repository in its destination', async () => {
    const destination = { destinationType: 'BackupRepository', backupRepositoryId: 'repository-1' };
    expect(await storageOf({ storage: { destination, retentionPolicy } })).toMatchObject({
      repositoryId: 'repository-1',
      retention,
    });
    const local = { destinationType: 'LocalStorage', path: 'C:\\Backup' };
    expect((await storageOf({ storage: { destination: local } }))?.repositoryId).toBeNull();
  });

  test('a copy job keeps under target, a share job under backupRepository', async () => {
    const place = { backupRepositoryId: 'repository-1', retentionPolicy };
    for (const name of ['target', 'backupRepository']) {
      expect(await storageOf({ [name]: place })).toMatchObject({
        repositoryId: 'repository-1',
        retention,
      });
    }
  });

  test('a tenant backup names no repository and encrypts one level higher', async () => {
    const storage = {
      tenantId: 't',
      retentionPolicy,
      advancedSettings: { encryption: { isEnabled: true } },
    };
    expect(await storageOf({ storage })).toMatchObject({
      repositoryId: null,
      retention,
      isEncrypted: true,
    });
  });

  test('a replica keeps points on a datastore, not in the repository of its metadata', async () => {
    const jobSettings = {
      metadataRepositoryId: 'repository-1',
      restorePointsToKeep: 7,
      advancedSettings: {
        traffic: { compressionLevel: 'Optimal', excludeSwapFileBlocks: false },
      },
    };
    expect(await storageOf({ jobSettings })).toEqual({
      repositoryId: null,
      retention,
      gfs: null,
      compressionLevel: 'Optimal',
      isDedupEnabled: null,
      isEncrypted: null,
      excludesSwapFiles: false,
      excludesDeletedBlocks: null,
    });
  });

  test('a copy of shares tells only what it does not take over from the job it copies', async () => {
    const copy = {
      backupRepositoryId: 'repository-1',
      retentionPolicy: { type: 'Months', quantity: 3 },
      encryption: { isEnabled: true },
    };
    expect(
      await storageOf({ ...copy, useCustomRetention: false, useCustomEncryption: false }),
    ).toMatchObject({
      repositoryId: 'repository-1',
      retention: null,
      isEncrypted: null,
    });
    expect(
      await storageOf({ ...copy, useCustomRetention: true, useCustomEncryption: true }),
    ).toMatchObject({
      retention: { kind: 'Months', quantity: 3 },
      isEncrypted: true,
    });
  });

  test('zero, absurd and missing figures are not told', async () => {
    const storage = {
      backupRepositoryId: zeroGuid,
      retentionPolicy: { type: 'Days', quantity: 0 },
      gfsPolicy: { isEnabled: true, weekly: { isEnabled: true, keepForNumberOfWeeks: -1 } },
    };
    expect(await storageOf({ storage })).toMatchObject({
      repositoryId: null,
      retention: null,
      gfs: { weekly: null, monthly: null, yearly: null },
    });
    expect((await storageOf({ storage: { gfsPolicy: { isEnabled: false } } }))?.gfs).toBeNull();
  });
});

describe('includes', () => {
  const includesOf = async (parts: object) => (await jobOf(only(parts))).includes;

  test.each<[string, object, readonly string[] | null]>([
    ['machines', { virtualMachines: { includes: [{ name: 'a' }, { name: 'b' }] } }, ['a', 'b']],
    [
      'machines, wrapped',
      { virtualMachines: { includes: [{ inventoryObject: { name: 'a' } }] } },
      ['a'],
    ],
    ['computers', { computers: [{ name: 'a' }] }, ['a']],
    ['shares', { objects: [{ path: '\\\\srv\\share' }] }, ['\\\\srv\\share']],
    [
      'buckets',
      { objects: [{ container: 'bucket-1' }, { path: 'x/', container: 'y' }] },
      ['bucket-1', 'x/'],
    ],
    [
      'what a copy job copies',
      {
        sourceObjects: {
          includes: { jobs: [{ name: 'j' }], repositories: [{ name: 'r' }], backups: null },
        },
      },
      ['j', 'r'],
    ],
    [
      'scanned jobs',
      { linkedJobs: { includes: [{ name: 'j' }] }, unstructuredLinkedJobs: { includes: [] } },
      ['j'],
    ],
    ['nothing', { computers: [] }, []],
    [
      'odd entries among good ones',
      { computers: [null, 7, {}, { name: '' }, { name: 'a\u202Eb' }] },
      ['a b'],
    ],
    ['a shape nobody knows', { computers: 'all', virtualMachines: { includes: {} } }, null],
    ['a type that does not tell', { tenant: { tenantId: 't' } }, null],
  ])('%s', async (_what, parts, expected) => {
    expect(await includesOf(parts)).toEqual(expected);
  });
});

test.each([
  [{ appAwareProcessing: { isEnabled: false } }, false],
  [{ appAwareProcessing: { isEnabled: 'true' } }, true],
  [{ appAwareProcessing: null }, null],
  [null, null],
])('guest processing %j is application aware: %s', async (guestProcessing, expected) => {
  expect((await jobOf(only({ guestProcessing }))).isApplicationAware).toBe(expected);
});
