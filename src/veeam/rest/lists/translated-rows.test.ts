import { describe, expect, test } from 'vitest';
import * as raw from '../../../../test/fixtures/vbr-activity-rows.ts';
import * as stored from '../../../../test/fixtures/vbr-infrastructure-rows.ts';
import { listsOver, wholeList } from '../../../../test/fixtures/vbr-lists.ts';

const always = { createdAfter: new Date('2000-01-01'), createdBefore: new Date('2100-01-01') };
const infrastructure = '/api/v1/backupInfrastructure';

describe('tasks', () => {
  const path = '/api/v1/taskSessions';
  const read = async (...rows: readonly object[]) =>
    (await wholeList(listsOver({ [path]: rows }).lists.tasks(always, 'all'))).rows;

  test('a backup tells sizes, and its times are local to the server', async () => {
    expect(await read(raw.rawTask)).toEqual([
      {
        id: 'task-1',
        sessionId: 'session-1',
        taskType: 'Backup',
        sessionType: 'BackupJob',
        name: 'srv-db-01',
        state: 'Stopped',
        result: 'Success',
        message: 'Success',
        createdAt: new Date('2026-10-01T20:00:05.893Z'),
        endedAt: new Date('2026-10-01T20:10:00Z'),
        algorithm: 'Increment',
        repositoryId: 'repository-1',
        restorePointId: 'point-1',
        progress: {
          processedBytes: 21_474_836_480,
          readBytes: 881_852_416,
          transferredBytes: 343_923_660,
          bottleneck: 'Source',
        },
        scan: null,
      },
    ]);
  });

  test('a scan has the state of its scan, no result, and what it found', async () => {
    expect(await read(raw.rawScan)).toMatchObject([
      {
        taskType: 'Antivirus',
        state: 'Finished',
        result: null,
        restorePointId: 'point-1',
        repositoryId: null,
        progress: null,
        scan: { type: 'Antivirus', result: 'Infected', antivirusName: 'Microsoft Defender' },
      },
    ]);
    const yara = { ...raw.rawScan, scanType: 'Yara', scanResult: 'NotScanned', antivirusName: '' };
    expect((await read(yara))[0]?.scan).toEqual({
      type: 'Yara',
      result: 'NotScanned',
      antivirusName: null,
    });
  });

  test('a restore and a replica have fewer fields', async () => {
    const { id, sessionId, sessionType, name, state, creationTime, result } = raw.rawTask;
    const restore = {
      id,
      sessionId,
      sessionType,
      name,
      state,
      creationTime,
      result,
      type: 'Restore',
    };
    const replica = {
      ...restore,
      id: 'task-3',
      type: 'Replica',
      replicaPointId: 'replica-1',
      algorithm: 'Full',
    };
    expect(await read(restore, replica)).toMatchObject([
      {
        taskType: 'Restore',
        repositoryId: null,
        restorePointId: null,
        progress: null,
        endedAt: null,
      },
      { taskType: 'Replica', restorePointId: null, algorithm: 'Full', scan: null },
    ]);
  });

  test('the other spelling of 1.3-rev0 is read, zero references and ends before the beginning are not', async () => {
    const [task] = await read({
      ...raw.rawTask,
      repositoryId: raw.zeroGuid,
      endTime: '2026-10-01T21:00:00',
      progress: { transferedSize: 5, readSize: -1, processedSize: 1e300 },
    });
    expect(task).toMatchObject({ repositoryId: null, endedAt: null });
    expect(task?.progress).toEqual({
      processedBytes: null,
      readBytes: null,
      transferredBytes: 5,
      bottleneck: null,
    });
  });
});

test('sequence and retry numbers that no database holds are unknown', async () => {
  const rows = [1e300, 0.5, -3, '7', 2 ** 53 + 2].map((usn, index) => ({
    ...raw.rawSession,
    id: `session-${index}`,
    usn,
    retryInfo: { isRecheckRetry: 'true', retryNumber: usn },
  }));
  const { rows: read } = await wholeList(
    listsOver({ '/api/v1/sessions': rows }).lists.sessions(always),
  );
  expect(read.map(({ usn }) => usn)).toEqual([null, null, null, null, 2 ** 53 + 2]);
  expect(read.map(({ retryNumber }) => retryNumber)).toEqual([null, null, null, null, null]);
  expect(read.every(({ isRecheckRetry }) => isRecheckRetry)).toBe(true);
});

test('job states keep the case of their words; absurd counts and zero dates are unknown', async () => {
  const rows = [
    { ...raw.rawJobState, status: 'running', workload: 'vm', lastRun: '0001-01-01T00:00:00' },
    {
      ...raw.rawJobState,
      id: 'job-2',
      objectsCount: 1_900_000_000,
      nextRun: '2199-01-01T00:00:00Z',
    },
  ];
  const { rows: read } = await wholeList(
    listsOver({ '/api/v1/jobs/states': rows }).lists.jobStates(),
  );
  expect(read).toMatchObject([
    { status: 'running', workload: 'vm', lastRunAt: null, objectsCount: 12 },
    { objectsCount: null, nextRunAt: new Date('2199-01-01T00:00:00Z') },
  ]);
});

describe('restore points', () => {
  const read = async (...rows: readonly object[]) =>
    (await wholeList(listsOver({ '/api/v1/restorePoints': rows }).lists.restorePoints(always)))
      .rows;

  test('a point tells what it is, where it lies and whether it can be restored', async () => {
    expect(await read(raw.rawRestorePoint)).toEqual([
      {
        id: 'point-1',
        name: 'srv-db-01',
        platformName: 'VMware',
        createdAt: new Date('2026-10-01T20:05:00.500Z'),
        backupId: 'backup-1',
        type: 'Increment',
        sessionId: 'session-1',
        malwareStatus: 'Suspicious',
        backupFileId: 'file-1',
        guestOsFamily: 'Linux',
        originalBytes: 21_474_836_480,
        isRestorable: true,
        gfsPeriods: ['Weekly'],
      },
    ]);
  });

  test('no way to restore is no, not told is unknown; a size of zero is unknown', async () => {
    const rows = [{ allowedOperations: [] }, { allowedOperations: null }, { originalSize: 0 }];
    const points = await read(
      ...rows.map((more, index) => ({ ...raw.rawRestorePoint, id: `point-${index}`, ...more })),
    );
    expect(points.map(({ isRestorable }) => isRestorable)).toEqual([false, null, true]);
    expect(points[2]?.originalBytes).toBeNull();
  });
});

describe('backup files', () => {
  const read = async (...rows: readonly object[]) =>
    (await wholeList(listsOver({ '/api/v1/backups/b/backupFiles': rows }).lists.backupFiles('b')))
      .rows;

  test('a file tells sizes, ratios as per cent that remain, and its objects without the zero one', async () => {
    expect(await read(stored.rawBackupFile)).toEqual([
      {
        id: 'file-1',
        backupId: 'backup-1',
        path: '/backups/Daily VMs/srv-db-01.vib',
        objectIds: ['object-1'],
        restorePointIds: ['point-1'],
        dataBytes: 1_203_845_162,
        backupBytes: 520_585_216,
        dedupRemainingPercent: 81,
        compressRemainingPercent: 53,
        createdAt: new Date('2026-10-01T20:05:00Z'),
        gfsPeriods: [],
      },
    ]);
  });

  test('one object before 1.3-rev2, none where it is the zero one, and zero or absurd figures are unknown', async () => {
    const { objectIds: _none, ...before } = stored.rawBackupFile;
    const [one, none, odd] = await read(
      { ...before, objectId: 'object-7' },
      { ...before, id: 'file-2', objectId: raw.zeroGuid, dataSize: 0, backupSize: 0 },
      {
        ...before,
        id: 'file-3',
        dedupRatio: 0,
        compressRatio: 100_000,
        dataSize: -5,
        backupSize: 1.5,
      },
    );
    expect(one?.objectIds).toEqual(['object-7']);
    expect(none).toMatchObject({ objectIds: [], dataBytes: null, backupBytes: null });
    expect(odd).toMatchObject({
      dedupRemainingPercent: null,
      compressRemainingPercent: null,
      dataBytes: null,
      backupBytes: null,
    });
  });
});

describe('malware', () => {
  test('an event names its machine; its times are UTC by name, and one of them may be missing', async () => {
    const rows = [
      raw.rawMalwareEvent,
      {
        ...raw.rawMalwareEvent,
        id: 'event-2',
        detectionTimeUtc: '2026-10-01T12:00:00',
        creationTimeUtc: null,
        machine: null,
      },
    ];
    const { rows: read } = await wholeList(
      listsOver({ '/api/v1/malwareDetection/events': rows }).lists.malwareEvents(always),
    );
    expect(read[0]).toEqual({
      id: 'event-1',
      type: 'EncryptedData',
      createdAt: new Date('2026-10-01T10:30:00Z'),
      detectedAt: new Date('2026-10-01T10:28:00Z'),
      machineName: 'srv-db-01',
      backupObjectId: 'object-1',
      restorePointId: 'point-1',
      state: 'Created',
      details: 'Potential malware activity detected',
      source: 'InternalVeeamDetector',
      severity: 'Infected',
      engine: 'Veeam Threat Hunter',
    });
    const noon = new Date('2026-10-01T12:00:00Z');
    expect(read[1]).toMatchObject({ detectedAt: noon, createdAt: noon, machineName: null });
  });

  test('an object is known by its own id, a practice by its id; an empty note is none', async () => {
    const { lists } = listsOver({
      '/api/v1/malwareDetection/backupObjects': [raw.rawMalwareObject],
      '/api/v1/securityAnalyzer/bestPractices': [{ ...raw.rawBestPractice, note: '' }],
    });
    expect((await wholeList(lists.list('malware-objects'))).rows).toEqual([
      {
        id: 'object-1',
        name: 'srv-db-01',
        platformName: 'VMware',
        severity: 'Infected',
        detectedAt: new Date('2026-10-01T10:30:00Z'),
        sourceTypes: ['EncryptedData'],
      },
    ]);
    expect((await wholeList(lists.list('best-practices'))).rows).toEqual([
      { id: 'practice-1', text: 'Immutable backups are used', status: 'Violation', note: null },
    ]);
  });
});

test('backups and their objects: imports have no job, what older revisions do not tell is unknown', async () => {
  const { jobType: _type, ...untyped } = stored.rawBackup;
  const { backupId: _backup, size: _size, ...older } = stored.rawBackupObject;
  const { lists } = listsOver({
    '/api/v1/backups': [{ ...untyped, jobId: raw.zeroGuid }],
    '/api/v1/backupObjects': [
      { ...older, restorePointsCount: 0 },
      { ...stored.rawBackupObject, id: 'object-2', size: 0, restorePointsCount: -1 },
    ],
  });
  expect((await wholeList(lists.list('backups'))).rows).toEqual([
    {
      id: 'backup-1',
      jobId: null,
      name: 'Daily VMs',
      jobType: 'Unknown',
      platformName: 'VMware',
      createdAt: new Date('2026-01-01T21:00:00Z'),
      repositoryId: 'repository-1',
      repositoryName: 'Hardened 1',
    },
  ]);
  expect((await wholeList(lists.list('backup-objects'))).rows).toMatchObject([
    { backupId: null, sizeBytes: null, restorePointsCount: 0, lastRunFailed: false },
    { backupId: 'backup-1', sizeBytes: null, restorePointsCount: null },
  ]);
});

test('scale-out repositories tell their extents; a tier that does not say whether it is on is not told', async () => {
  const { lists } = listsOver({
    [`${infrastructure}/scaleOutRepositories`]: [
      stored.rawScaleOutRepository,
      {
        ...stored.rawScaleOutRepository,
        id: 'scale-out-2',
        performanceTier: { performanceExtents: [{ id: 'repository-2', status: null }] },
        capacityTier: { isEnabled: false, extents: [{ id: raw.zeroGuid }, { id: 'bucket-2' }] },
        archiveTier: {},
      },
      { ...stored.rawScaleOutRepository, id: 'scale-out-3', performanceTier: {} },
    ],
  });
  const { rows, rejected } = await wholeList(lists.list('scale-out-repositories'));
  expect(rows).toEqual([
    {
      id: 'scale-out-1',
      name: 'SOBR 1',
      description: 'all of it',
      performanceExtents: [{ repositoryId: 'repository-1', statuses: ['Normal'] }],
      capacityTier: {
        isEnabled: true,
        repositoryIds: ['bucket-1'],
        copiesAtOnce: true,
        movesOld: false,
        moveAfterDays: 0,
      },
      archiveTier: { isEnabled: true, repositoryId: 'glacier-1', archiveAfterDays: 90 },
    },
    expect.objectContaining({
      performanceExtents: [{ repositoryId: 'repository-2', statuses: [] }],
      capacityTier: {
        isEnabled: false,
        repositoryIds: ['bucket-2'],
        copiesAtOnce: null,
        movesOld: null,
        moveAfterDays: null,
      },
      archiveTier: null,
    }),
  ]);
  expect(rejected).toMatchObject([
    { id: 'scale-out-3', reason: expect.stringMatching(/^performanceTier\.performanceExtents: /) },
  ]);
});
