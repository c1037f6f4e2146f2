import { expect, test } from 'vitest';
import { openAnswerStore } from '../../src/store/answers/answer-store.ts';
import { withClient } from '../../src/store/connection.ts';
import { useCollector } from './collector.ts';
import { instant, plantedBackup, plantedFile, plantedObject, plantedPoint } from './store-rows.ts';

const collector = useCollector();

/** Rows r0, r1 … of a list. */
function listOf<Row>(count: number, row: (id: string) => Row): Row[] {
  return Array.from({ length: count }, (_, n) => row(`r${n}`));
}

test('every kind is counted under its own name', async () => {
  const { store, serverId, databases } = collector();
  const at = instant(1);
  const points = listOf(2, (id) => plantedPoint(id));
  const files = listOf(3, (id) => plantedFile(id));
  await store.keepRestorePoints(serverId, { rows: points, cursor: null });
  await store.keepBackupFiles(serverId, [{ backupId: 'b-1', files, isComplete: true }], at);
  await store.keepListed(
    serverId,
    'backups',
    listOf(4, (id) => plantedBackup(id)),
    true,
    at,
  );
  await store.keepListed(
    serverId,
    'backup-objects',
    listOf(5, (id) => plantedObject(id)),
    true,
    at,
  );
  const tiers = {
    description: null,
    performanceExtents: [],
    capacityTier: null,
    archiveTier: null,
  };
  const scaleOuts = listOf(6, (id) => ({ id, name: id, ...tiers }));
  await store.keepListed(serverId, 'scale-out-repositories', scaleOuts, true, at);
  const silent = { hostId: null, hostName: null, isDisabled: null, isOnline: null };
  const proxy = { type: 't', ...silent, isOutOfDate: null, maxTasks: null };
  await store.keepListed(
    serverId,
    'proxies',
    listOf(7, (id) => ({ id, name: id, ...proxy })),
    true,
    at,
  );
  const servers = listOf(8, (id) => ({ id, name: id, type: 't', status: null }));
  await store.keepListed(serverId, 'managed-servers', servers, true, at);
  const flagged = { platformName: null, severity: 's', detectedAt: null, sourceTypes: [] };
  await store.keepListed(
    serverId,
    'malware-objects',
    listOf(9, (id) => ({ id, name: id, ...flagged })),
    true,
    at,
  );
  const computer = { type: 'Computer', parentId: null, protectionGroupId: 'g', objectId: null };
  const group = { protectionGroupName: null, isGroupDisabled: null, groupReadAt: null };
  const unseen = { state: null, agentStatus: null, lastConnectedAt: null, operatingSystem: null };
  await store.keepListed(
    serverId,
    'agent-computers',
    listOf(13, (id) => ({ id, name: id, ...computer, ...group, ...unseen })),
    true,
    at,
  );
  const checks = listOf(10, (id) => ({ id, text: id, status: 'OK', note: null }));
  await store.keepListed(serverId, 'best-practices', checks, true, at);
  const event = {
    type: 't',
    createdAt: at,
    detectedAt: at,
    machineName: null,
    backupObjectId: null,
    restorePointId: null,
    state: 'Created',
    details: '',
    source: 's',
    severity: 's',
    engine: null,
  };
  const events = listOf(11, (id) => ({ id, ...event }));
  await store.keepMalwareEvents(serverId, { rows: events, cursor: null });
  const mount = { platform: 'vSphere' as const, sessionId: 's', workloadName: 'w', jobName: null };
  for (const state of ['Mounting', 'Mounted']) {
    const mounts = listOf(12, (id) => ({ id, state, ...mount, restorePointAt: null }));
    await store.keepMounts(serverId, mounts, at);
  }
  await store.keepFact(serverId, 'analyzer-run', { ranAt: null, result: null }, at);
  const answers = openAnswerStore(databases.connections.mcp.metrics);
  expect(await answers.counts()).toMatchObject({
    'restore-points': 2,
    'backup-files': 3,
    backups: 4,
    'backup-objects': 5,
    'scale-out-repositories': 6,
    proxies: 7,
    'managed-servers': 8,
    'agent-computers': 13,
    'malware-objects': 9,
    'best-practices': 10,
    'malware-events': 11,
    mounts: 12,
    'server-facts': 1,
  });
  expect(await answers.similarNames('repository', 'r5', 9)).toContain('r5');
  expect(await answers.similarNames('workload', 'vm-sql-1', 9)).toEqual(['vm-sql-01']);
  await answers.close();
});

test('the doors may read every view, and there is one for every table of what was collected', async () => {
  const { databases, rows } = collector();
  const views = await rows<{ name: string }>(
    "SELECT relname AS name FROM pg_class WHERE relkind = 'v' AND relnamespace = 'answers'::regnamespace",
  );
  await withClient(databases.connections.mcp.metrics, 'test', async (client) => {
    for (const { name } of views) await client.query(`SELECT * FROM answers.${name} LIMIT 1`);
  });
  const tables = [
    'backup',
    'backup_file',
    'backup_object',
    'best_practice',
    'instant_recovery_mount',
    'job',
    'job_version',
    'malware_event',
    'agent_computer',
    'malware_object',
    'managed_server',
    'proxy',
    'repository',
    'restore_point',
    'scale_out_repository',
    'server_fact',
    'server_fact_history',
  ];
  expect(views.map(({ name }) => name)).toEqual(expect.arrayContaining(tables));
});
