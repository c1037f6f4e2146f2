import { expect, test } from 'vitest';
import type { BackupFile } from '../../src/domain/backup.ts';
import { useCollector } from './collector.ts';
import { instant, plantedBackup, plantedFile, plantedObject, plantedPoint } from './store-rows.ts';

const collector = useCollector();

/** The calls of one server, in few words. */
function start() {
  const { store, serverId, rows } = collector();
  const goneOf = async (table: string) => {
    const kept = await rows<{ id: string; gone_at: Date | null }>(
      `SELECT id, gone_at FROM ${table} WHERE vbr_server_id = $1 ORDER BY id`,
      serverId,
    );
    return Object.fromEntries(kept.map(({ id, gone_at }) => [id, gone_at]));
  };
  return {
    store,
    serverId,
    rows,
    points: (...points: ReturnType<typeof plantedPoint>[]) =>
      store.keepRestorePoints(serverId, { rows: points, cursor: null }),
    backups: (ids: readonly string[], day: number, complete = true) =>
      store.keepListed(
        serverId,
        'backups',
        ids.map((id) => plantedBackup(id)),
        complete,
        instant(day),
      ),
    files: (files: readonly BackupFile[], day: number, complete = true) =>
      store.keepBackupFiles(
        serverId,
        [{ backupId: 'b-1', files, isComplete: complete }],
        instant(day),
      ),
    toRead: (atMost = 10) => store.backupsToRead(serverId, atMost),
    waiting: () => store.countBackupsToRead(serverId),
    gonePoints: () => goneOf('restore_point'),
    goneFiles: () => goneOf('backup_file'),
  };
}

test('restore points and their cursor are kept together, and a replay changes nothing', async () => {
  const { store, serverId, rows, points } = start();
  const batch = {
    rows: [plantedPoint('p-1'), plantedPoint('p-2', { createdAt: instant(2) })],
    cursor: instant(2),
  };
  expect(await store.keepRestorePoints(serverId, batch)).toEqual({ inserted: 2, changed: 0 });
  expect(await store.cursor(serverId, 'restore-points')).toEqual(instant(2));
  const places = () => rows('SELECT ctid FROM restore_point WHERE vbr_server_id = $1', serverId);
  const before = await places();
  expect(await store.keepRestorePoints(serverId, batch)).toEqual({ inserted: 0, changed: 0 });
  expect(await places()).toEqual(before);
  expect(await points(plantedPoint('p-1', { originalBytes: null }))).toEqual({
    inserted: 0,
    changed: 1,
  });
  const [point] = await rows(
    "SELECT * FROM restore_point WHERE vbr_server_id = $1 AND id = 'p-1'",
    serverId,
  );
  expect(point).toEqual({
    vbr_server_id: serverId,
    id: 'p-1',
    name: 'vm-sql-01',
    platform_name: 'VMware',
    created_at: instant(1),
    backup_id: 'b-1',
    type: 'Increment',
    session_id: null,
    malware_status: 'Clean',
    backup_file_id: 'f-p-1',
    guest_os_family: null,
    original_bytes: null,
    is_restorable: true,
    gfs_periods: ['Weekly', 'Yearly'],
    gone_at: null,
  });
});

test('backups wait once they are listed, and again with every new restore point', async () => {
  const { points, backups, files, toRead, waiting } = start();
  await points(plantedPoint('p-1'), plantedPoint('x', { backupId: 'never listed' }));
  expect(await toRead()).toEqual([]);
  await backups(['b-1', 'b-2'], 1);
  expect(await waiting()).toBe(2);
  expect(await toRead()).toEqual(['b-1', 'b-2']);
  await files([plantedFile('p-1')], 2);
  expect(await toRead()).toEqual(['b-2']);
  await points(plantedPoint('p-1'));
  expect(await waiting()).toBe(1);
  await points(plantedPoint('p-2', { createdAt: instant(2) }));
  expect(await waiting()).toBe(2);
});

test('a restore point that comes while the files are read keeps its backup waiting', async () => {
  const { points, backups, files, toRead, waiting } = start();
  await backups(['b-1'], 1);
  expect(await toRead()).toEqual(['b-1']);
  await points(plantedPoint('p-1'));
  await files([], 2);
  expect(await waiting()).toBe(1);
  expect(await toRead()).toEqual(['b-1']);
  await files([plantedFile('p-1')], 3);
  expect(await waiting()).toBe(0);
});

test('a backup that was handed out and not kept holds up no other', async () => {
  const { points, backups, toRead } = start();
  await backups(['b-1', 'b-2', 'b-3'], 1);
  expect(await toRead(2)).toEqual(['b-1', 'b-2']);
  expect(await toRead(2)).toEqual(['b-3', 'b-1']);
  await points(plantedPoint('p-1', { backupId: 'b-2' }));
  expect(await toRead(3)).toEqual(['b-1', 'b-3', 'b-2']);
});

test('what a complete list of files no longer holds is gone, with the restore points that lay in it', async () => {
  const { points, backups, files, gonePoints, goneFiles } = start();
  await backups(['b-1'], 1);
  await points(plantedPoint('p-1'), plantedPoint('p-2'), plantedPoint('p-3'));
  // Not every file says which points lie in it.
  const all = [plantedFile('p-1', { restorePointIds: [] }), plantedFile('p-2'), plantedFile('p-3')];
  expect(await files(all, 2)).toEqual({ inserted: 3, changed: 0 });
  expect(await files(all.slice(1), 3, false)).toEqual({ inserted: 0, changed: 0 });
  expect(await goneFiles()).toEqual({ 'f-p-1': null, 'f-p-2': null, 'f-p-3': null });
  expect(await files(all.slice(1), 3)).toEqual({ inserted: 0, changed: 1 });
  expect(await files(all.slice(1), 4)).toEqual({ inserted: 0, changed: 0 });
  expect(await goneFiles()).toEqual({ 'f-p-1': instant(3), 'f-p-2': null, 'f-p-3': null });
  expect(await gonePoints()).toEqual({ 'p-1': instant(3), 'p-2': null, 'p-3': null });
  await files(all, 5);
  expect(await gonePoints()).toEqual({ 'p-1': null, 'p-2': null, 'p-3': null });
});

test('a restore point that a merge moved into another file is not gone', async () => {
  const { serverId, rows, points, files, gonePoints } = start();
  await points(
    plantedPoint('full'),
    plantedPoint('increment'),
    plantedPoint('loose', { backupFileId: null }),
  );
  await files([plantedFile('full'), plantedFile('increment')], 2);
  await files([plantedFile('full', { restorePointIds: ['increment'] })], 3);
  expect(await gonePoints()).toEqual({ full: null, increment: null, loose: null });
  const places = await rows(
    "SELECT backup_file_id FROM restore_point WHERE vbr_server_id = $1 AND id = 'increment'",
    serverId,
  );
  expect(places).toEqual([{ backup_file_id: 'f-full' }]);
});

test('a restore point that was gone is there again when another file names it', async () => {
  const { serverId, rows, points, files, gonePoints } = start();
  await points(plantedPoint('full'), plantedPoint('increment'));
  await files([plantedFile('full'), plantedFile('increment')], 2);
  await files([plantedFile('full')], 3);
  expect(await gonePoints()).toEqual({ full: null, increment: instant(3) });
  await files([plantedFile('full', { restorePointIds: ['full', 'increment'] })], 4);
  expect(await gonePoints()).toEqual({ full: null, increment: null });
  const places = await rows(
    "SELECT backup_file_id FROM restore_point WHERE vbr_server_id = $1 AND id = 'increment'",
    serverId,
  );
  expect(places).toEqual([{ backup_file_id: 'f-full' }]);
});

test('a backup that is no longer listed takes all it held with it, until it is listed again', async () => {
  const { points, backups, files, toRead, waiting, gonePoints, goneFiles } = start();
  await backups(['b-1', 'b-2'], 1);
  await points(plantedPoint('p-1'), plantedPoint('other', { backupId: 'b-2' }));
  await toRead();
  await files([plantedFile('p-1')], 2);
  await backups(['b-2'], 3, false);
  expect(await gonePoints()).toEqual({ other: null, 'p-1': null });
  await backups(['b-2'], 3);
  expect(await gonePoints()).toEqual({ other: null, 'p-1': instant(3) });
  expect(await goneFiles()).toEqual({ 'f-p-1': instant(3) });
  expect(await waiting()).toBe(1);
  await backups(['b-1', 'b-2'], 4);
  expect(await toRead()).toEqual(['b-2', 'b-1']);
  await files([plantedFile('p-1')], 5);
  expect(await gonePoints()).toEqual({ other: null, 'p-1': null });
});

test('a changed number of restore points has the files read anew, with and without the backup told', async () => {
  const { store, serverId, points, backups, files, toRead, waiting } = start();
  const objects = (restorePointsCount: number, backupId: string | null) =>
    store.keepListed(
      serverId,
      'backup-objects',
      [plantedObject('o', { restorePointsCount, backupId })],
      true,
      instant(1),
    );
  await backups(['b-1'], 1);
  await points(plantedPoint('p-1'));
  for (const [count, backupId] of [
    [3, 'b-1'],
    [2, 'b-1'],
    [1, null],
  ] as const) {
    await toRead();
    await files([plantedFile('p-1')], 2);
    expect(await waiting()).toBe(0);
    await objects(count, backupId);
    if (count < 3) expect(await waiting()).toBe(1);
  }
});

test('a workload that only grew has no files read anew', async () => {
  const { store, serverId, points, backups, files, toRead, waiting } = start();
  const objects = (sizeBytes: number) =>
    store.keepListed(
      serverId,
      'backup-objects',
      [plantedObject('o', { sizeBytes })],
      true,
      instant(1),
    );
  await backups(['b-1'], 1);
  await points(plantedPoint('p-1'));
  await objects(100);
  await toRead();
  await files([plantedFile('p-1')], 2);
  expect(await objects(200)).toEqual({ inserted: 0, changed: 1 });
  expect(await waiting()).toBe(0);
});

test('flagged points of any age are kept, and lose their mark when a complete list has them no longer', async () => {
  const { store, serverId, rows, points } = start();
  const status = async () => {
    const kept = await rows<{ id: string; malware_status: string | null }>(
      'SELECT id, malware_status FROM restore_point WHERE vbr_server_id = $1 ORDER BY id',
      serverId,
    );
    return Object.fromEntries(kept.map((row) => [row.id, row.malware_status]));
  };
  await points(plantedPoint('clean'), plantedPoint('later'));
  const infected = plantedPoint('later', { malwareStatus: 'Infected' });
  const old = plantedPoint('old', { malwareStatus: 'Suspicious', createdAt: instant(-300) });
  expect(await store.keepFlaggedRestorePoints(serverId, [infected, old], true)).toEqual({
    inserted: 1,
    changed: 1,
  });
  await store.keepFlaggedRestorePoints(serverId, [], false);
  expect(await status()).toEqual({ clean: 'Clean', later: 'Infected', old: 'Suspicious' });
  expect(await store.keepFlaggedRestorePoints(serverId, [old], true)).toEqual({
    inserted: 0,
    changed: 1,
  });
  expect(await status()).toEqual({ clean: 'Clean', later: null, old: 'Suspicious' });
});

test("the list of a backup's own points settles which of them are there, and no point of another backup", async () => {
  const { store, serverId, rows, points } = start();
  await points(
    plantedPoint('stays'),
    plantedPoint('goes'),
    plantedPoint('other', { backupId: 'b-2' }),
  );
  const gone = async () => {
    const kept = await rows<{ id: string; gone_at: Date | null }>(
      'SELECT id, gone_at FROM restore_point WHERE vbr_server_id = $1 ORDER BY id',
      serverId,
    );
    return Object.fromEntries(kept.map((row) => [row.id, row.gone_at]));
  };
  const settle = (ids: readonly string[], day: number) =>
    store.settlePointsOfBackup(serverId, 'b-1', ids, instant(day));
  expect(await settle(['stays', 'not known yet'], 2)).toEqual({ inserted: 0, changed: 1 });
  expect(await gone()).toEqual({ stays: null, goes: instant(2), other: null });
  expect(await settle(['stays'], 3)).toEqual({ inserted: 0, changed: 0 });
  expect(await gone()).toEqual({ stays: null, goes: instant(2), other: null });
  expect(await settle(['goes'], 4)).toEqual({ inserted: 0, changed: 2 });
  expect(await gone()).toEqual({ stays: instant(4), goes: null, other: null });
  expect(await settle([], 5)).toEqual({ inserted: 0, changed: 1 });
});

test('backups are named whose points lie in no file that is there', async () => {
  const { store, serverId, points } = start();
  await points(
    plantedPoint('in a file', { backupId: 'whole', backupFileId: 'f-1' }),
    plantedPoint('in none', { backupId: 'share', backupFileId: null }),
    plantedPoint('in one not shown', { backupId: 'hidden', backupFileId: 'f-2' }),
  );
  const files = [plantedFile('in a file', { id: 'f-1', backupId: 'whole' })];
  await store.keepBackupFiles(
    serverId,
    [{ backupId: 'whole', files, isComplete: true }],
    instant(1),
  );
  const outside = (...ids: string[]) => store.backupsWithPointsOutsideFiles(serverId, ids);
  expect(await outside('hidden', 'share', 'whole')).toEqual(['hidden', 'share']);
  expect(await outside('share')).toEqual(['share']);
  await store.settlePointsOfBackup(serverId, 'share', [], instant(2));
  expect(await outside('share', 'whole')).toEqual([]);
});

test('backups are named that have a settled file of a point that is not kept', async () => {
  const { store, serverId, points } = start();
  await points(plantedPoint('known', { backupId: 'whole' }));
  const list = (backupId: string, ...files: ReturnType<typeof plantedFile>[]) => ({
    ...{ backupId, isComplete: true },
    files: files.map((file) => ({ ...file, backupId })),
  });
  const kept = (backupId: string, over = {}) =>
    list(backupId, plantedFile(`unknown in ${backupId}`, over));
  const lists = [
    list('whole', plantedFile('known')),
    kept('late'),
    kept('young', { createdAt: instant(3) }),
  ];
  await store.keepBackupFiles(serverId, [...lists, kept('gone')], instant(3));
  await store.keepBackupFiles(serverId, [list('gone')], instant(4));
  const unknown = (...ids: string[]) => store.backupsWithUnknownPoints(serverId, ids, instant(2));
  expect(await unknown('whole', 'late', 'young', 'gone')).toEqual(['late']);
  expect(await unknown('whole')).toEqual([]);
  expect(await store.backupsWithUnknownPoints(serverId, ['young'], instant(4))).toEqual(['young']);
});

test('malware events follow a cursor of their own, and change when they are judged', async () => {
  const { store, serverId } = start();
  const event = {
    id: 'e',
    type: 'EncryptedData',
    createdAt: instant(1),
    detectedAt: instant(1, 1),
    machineName: 'vm-sql-01',
    backupObjectId: null,
    restorePointId: 'p-1',
    state: 'Created',
    details: 'Renamed "files", {many}',
    source: 'InternalVeeamDetector',
    severity: 'Suspicious',
    engine: null,
  };
  const keep = (state: string) =>
    store.keepMalwareEvents(serverId, { rows: [{ ...event, state }], cursor: instant(1, 1) });
  expect(await keep('Created')).toEqual({ inserted: 1, changed: 0 });
  expect(await keep('Created')).toEqual({ inserted: 0, changed: 0 });
  expect(await keep('FalsePositive')).toEqual({ inserted: 0, changed: 1 });
  expect(await store.cursor(serverId, 'malware-events')).toEqual(instant(1, 1));
  expect(await store.cursor(serverId, 'restore-points')).toBeNull();
});
