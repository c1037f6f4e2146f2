import { expect, test } from 'vitest';
import { useCollector } from './collector.ts';
import {
  instant,
  plantedBackup,
  plantedDefinition,
  plantedFile,
  plantedJobState,
  plantedObject,
  plantedPoint,
  plantedRecord,
  plantedRepository,
  plantedRepositoryState,
  plantedSession,
  plantedTask,
} from './store-rows.ts';

const collector = useCollector();
type Store = ReturnType<typeof collector>['store'];

/** Everything there is to keep, with ids that are the same on every server and names that are not. */
async function keepAll(store: Store, serverId: number, name: string): Promise<void> {
  const cursor = instant(2);
  const seenAt = instant(3);
  const sample = {
    repositoryId: 'r',
    takenAt: seenAt,
    capacityGib: 1,
    freeGib: 1,
    usedGib: 0,
    reportedUsedGib: 0,
    isOnline: true,
  };
  const event = {
    id: 'e',
    type: 't',
    createdAt: cursor,
    detectedAt: cursor,
    machineName: name,
    backupObjectId: null,
    restorePointId: null,
    state: 'Created',
    details: '',
    source: 'Manual',
    severity: 'Infected',
    engine: null,
  };
  const mount = {
    id: 'm',
    platform: 'HyperV' as const,
    sessionId: 's',
    state: 'Mounted',
    workloadName: name,
    jobName: null,
    restorePointAt: null,
  };
  const log = { kind: 'session', id: 's', sessionId: 's' } as const;
  const failed = plantedSession('s', { name, result: 'Failed' });
  await store.keepJobStates(serverId, [plantedJobState('j', { name })], true, seenAt);
  await store.keepJobDefinitions(serverId, [plantedDefinition('j', { name })], seenAt);
  await store.keepRepositories(serverId, [plantedRepository('r', { name })], seenAt);
  const state = plantedRepositoryState('r', { name });
  await store.keepRepositoryStates(serverId, [state], [sample], seenAt);
  await store.keepSessions(serverId, { rows: [failed], cursor });
  await store.keepTasks(serverId, { rows: [plantedTask('t', { name })], cursor });
  await store.keepLog(serverId, log, [plantedRecord(1, { title: name })], seenAt);
  await store.keepListed(serverId, 'backups', [plantedBackup('b-1', { name })], true, seenAt);
  await store.keepListed(serverId, 'backup-objects', [plantedObject('o', { name })], true, seenAt);
  const infected = plantedPoint('p', { name, malwareStatus: 'Infected' });
  await store.keepRestorePoints(serverId, { rows: [infected], cursor });
  await store.backupsToRead(serverId, 1);
  await store.keepBackupFiles(
    serverId,
    [{ backupId: 'b-1', files: [plantedFile('p', { path: name })], isComplete: true }],
    seenAt,
  );
  await store.keepMalwareEvents(serverId, { rows: [event], cursor });
  await store.keepMounts(serverId, [mount], seenAt);
  await store.keepFact(serverId, 'analyzer-run', { ranAt: null, result: name }, seenAt);
}

const tables: Readonly<Record<string, string>> = {
  job: 'name',
  job_version: "definition->>'name'",
  repository: 'name',
  capacity_sample: 'repository_id',
  session: 'name',
  task: 'name',
  log_record: 'title',
  backup: 'name',
  backup_object: 'name',
  restore_point: 'name',
  backup_file: 'path',
  malware_event: 'machine_name',
  instant_recovery_mount: 'workload_name',
  server_fact: "value->>'result'",
};

test('equal ids of two servers are rows of their own, and what is gone from one stays with the other', async () => {
  const { store, rows } = collector();
  const one = (await store.registerServer('one', 'https://one', '1.3-rev2')).id;
  const other = (await store.registerServer('other', 'https://other', '1.3-rev0')).id;
  await keepAll(store, one, 'of one');
  await keepAll(store, other, 'of other');
  await keepAll(store, one, 'of one');
  const kept = async (serverId: number) => {
    const found: Record<string, readonly string[]> = {};
    for (const [table, column] of Object.entries(tables)) {
      const names = await rows<{ name: string }>(
        `SELECT ${column} AS name FROM ${table} WHERE vbr_server_id = $1`,
        serverId,
      );
      found[table] = names.map((row) => row.name);
    }
    return found;
  };
  const expected = (name: string) =>
    Object.fromEntries(
      Object.keys(tables).map((table) => [table, [table === 'capacity_sample' ? 'r' : name]]),
    );
  expect(await kept(one)).toEqual(expected('of one'));
  expect(await kept(other)).toEqual(expected('of other'));
  const alone = { rows: [plantedSession('alone', { createdAt: instant(1) })], cursor: instant(9) };
  await store.keepSessions(one, alone);
  expect(
    await store.missingSessions(other, { createdAfter: instant(0), createdBefore: instant(9) }, []),
  ).toEqual(['s']);
  await store.markVanished(one, ['s', 'alone']);
  await store.keepListed(one, 'backups', [], true, instant(4));
  await store.keepFlaggedRestorePoints(one, [], true);
  await store.moveCursorBack(one, 'restore-points', instant(1));
  const untouched = await rows(
    `SELECT s.state, p.gone_at, p.malware_status, f.gone_at AS file_gone_at, b.is_listed FROM session s, restore_point p, backup_file f, backup b
     WHERE s.vbr_server_id = $1 AND p.vbr_server_id = $1 AND f.vbr_server_id = $1 AND b.vbr_server_id = $1`,
    other,
  );
  expect(untouched).toEqual([
    {
      state: 'Stopped',
      gone_at: null,
      malware_status: 'Infected',
      file_gone_at: null,
      is_listed: true,
    },
  ]);
  expect(await store.cursor(other, 'restore-points')).toEqual(instant(2));
  expect(await store.cursor(other, 'sessions')).toEqual(instant(2));
});
