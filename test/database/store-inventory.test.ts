import { expect, test } from 'vitest';
import type { JobDefinition } from '../../src/domain/job.ts';
import { useCollector } from './collector.ts';
import {
  instant,
  plantedDefinition,
  plantedJobState,
  plantedRepository,
  plantedRepositoryState,
} from './store-rows.ts';

const collector = useCollector();

test('jobs that a complete list no longer holds are no longer listed, and come back', async () => {
  const { store, serverId, rows } = collector();
  const both = [plantedJobState('a'), plantedJobState('b')];
  expect(await store.keepJobStates(serverId, both, true, instant(1))).toEqual({
    inserted: 2,
    changed: 0,
  });
  expect(await store.keepJobStates(serverId, both, true, instant(2))).toEqual({
    inserted: 0,
    changed: 0,
  });
  expect(await store.keepJobStates(serverId, [plantedJobState('a')], false, instant(3))).toEqual({
    inserted: 0,
    changed: 0,
  });
  expect(await store.keepJobStates(serverId, [plantedJobState('a')], true, instant(3))).toEqual({
    inserted: 0,
    changed: 1,
  });
  const jobs = 'SELECT id, is_listed, last_seen_at FROM job WHERE vbr_server_id = $1 ORDER BY id';
  expect(await rows(jobs, serverId)).toEqual([
    { id: 'a', is_listed: true, last_seen_at: instant(3) },
    { id: 'b', is_listed: false, last_seen_at: instant(2) },
  ]);
  expect(await store.keepJobStates(serverId, both, true, instant(4))).toEqual({
    inserted: 0,
    changed: 1,
  });
});

test('definitions and states of a job complete each other in either order', async () => {
  const { store, serverId } = collector();
  const retry = { isEnabled: true, count: 3, awaitMinutes: 10 };
  const definition = plantedDefinition('a', { name: 'Other spelling', retry });
  expect(await store.keepJobDefinitions(serverId, [definition], instant(1))).toEqual({
    inserted: 1,
    changed: 0,
  });
  expect(await store.keepJobStates(serverId, [plantedJobState('a')], true, instant(1))).toEqual({
    inserted: 0,
    changed: 1,
  });
  expect(await store.keepJobDefinitions(serverId, [definition], instant(1))).toEqual({
    inserted: 0,
    changed: 0,
  });
  expect(
    await store.keepJobDefinitions(serverId, [{ ...definition, retry: null }], instant(2)),
  ).toEqual({
    inserted: 0,
    changed: 1,
  });
});

test('a repository keeps its definition when its state changes, and a sample is added once', async () => {
  const { store, serverId, rows } = collector();
  const definition = plantedRepository('r');
  const sample = {
    repositoryId: 'r',
    takenAt: instant(1),
    capacityGib: null,
    freeGib: null,
    usedGib: null,
    reportedUsedGib: 0,
    isOnline: true,
  };
  await store.keepRepositories(serverId, [definition], instant(1));
  const state = plantedRepositoryState('r');
  expect(await store.keepRepositoryStates(serverId, [state], [sample], instant(1))).toEqual({
    inserted: 1,
    changed: 1,
  });
  const other = { ...sample, reportedUsedGib: 5 };
  expect(await store.keepRepositoryStates(serverId, [state], [other], instant(2))).toEqual({
    inserted: 0,
    changed: 0,
  });
  const kept = await rows(
    'SELECT description, free_gib, reported_used_gib, seen_at FROM repository WHERE vbr_server_id = $1',
    serverId,
  );
  expect(kept).toEqual([
    { description: 'main', free_gib: 400, reported_used_gib: 1200, seen_at: instant(2) },
  ]);
});

test('a definition becomes a version when it is first seen and whenever anything of it changes', async () => {
  const { store, serverId, rows } = collector();
  const schedule = {
    daily: { localTime: '22:00', kind: 'Everyday', days: [] },
    monthly: null,
    periodically: null,
    isContinuous: false,
    afterJobName: null,
  };
  const nightly = plantedDefinition('a', { schedule, includes: ['DC01', 'SQL "2"'] });
  const weekly = { ...nightly, includes: ['DC01'] };
  const keep = (definition: typeof nightly, day: number) =>
    store.keepJobDefinitions(serverId, [definition, plantedDefinition('b')], instant(day));
  expect(await keep(nightly, 1)).toEqual({ inserted: 2, changed: 0 });
  expect(await keep(nightly, 2)).toEqual({ inserted: 0, changed: 0 });
  expect(await keep(weekly, 3)).toEqual({ inserted: 0, changed: 1 });
  expect(await keep(weekly, 4)).toEqual({ inserted: 0, changed: 0 });
  // Another name is no change of the job's row, which has it from the list of states, but of its definition.
  await keep({ ...weekly, name: 'Renamed' }, 5);
  await keep(nightly, 6);
  const versions = await rows(
    `SELECT seen_at, definition->>'name' AS name, definition->'includes' AS includes FROM job_version
     WHERE vbr_server_id = $1 AND job_id = 'a' ORDER BY seen_at`,
    serverId,
  );
  const name = 'Job a';
  expect(versions).toEqual([
    { seen_at: instant(1), name, includes: ['DC01', 'SQL "2"'] },
    { seen_at: instant(3), name, includes: ['DC01'] },
    { seen_at: instant(5), name: 'Renamed', includes: ['DC01'] },
    { seen_at: instant(6), name, includes: ['DC01', 'SQL "2"'] },
  ]);
  const [job] = await rows(
    "SELECT schedule, storage, includes FROM job WHERE vbr_server_id = $1 AND id = 'a'",
    serverId,
  );
  expect(job).toEqual({ schedule, storage: null, includes: ['DC01', 'SQL "2"'] });
});

test('a version that was kept before exclusions were read is completed, and followed by one when they change', async () => {
  const { store, serverId, rows } = collector();
  const storage = {
    ...{ repositoryId: 'r', retention: null, gfs: null, compressionLevel: null },
    ...{ isDedupEnabled: null, isEncrypted: null },
  };
  const told = (excludesSwapFiles: boolean, excludesDeletedBlocks: boolean) =>
    plantedDefinition('a', { storage: { ...storage, excludesSwapFiles, excludesDeletedBlocks } });
  const older: JobDefinition = JSON.parse(JSON.stringify({ ...told(true, true), storage }));
  await store.keepJobDefinitions(serverId, [older], instant(1));
  await store.keepJobDefinitions(serverId, [told(true, false)], instant(2));
  await store.keepJobDefinitions(serverId, [told(false, false)], instant(3));
  const versions = await rows(
    "SELECT seen_at, definition->'storage' AS storage FROM job_version WHERE vbr_server_id = $1 ORDER BY seen_at",
    serverId,
  );
  expect(versions).toEqual([
    { seen_at: instant(1), storage: told(true, false).storage },
    { seen_at: instant(3), storage: told(false, false).storage },
  ]);
});

test('listed jobs are those of the last complete list of states', async () => {
  const { store, serverId } = collector();
  await store.keepJobDefinitions(serverId, [plantedDefinition('defined')], instant(1));
  const both = [plantedJobState('a'), plantedJobState('b')];
  await store.keepJobStates(serverId, both, true, instant(1));
  expect(await store.listedJobs(serverId)).toEqual(['a', 'b']);
  await store.keepJobStates(serverId, [plantedJobState('b')], true, instant(2));
  expect(await store.listedJobs(serverId)).toEqual(['b']);
});

test('what a repository does not tell of its immutability is not the same as off', async () => {
  const { store, serverId, rows } = collector();
  const locked = { isEnabled: true, days: 14, mode: 'RepositorySettings' };
  await store.keepRepositories(
    serverId,
    [
      plantedRepository('locked', {
        immutability: locked,
        maxTasks: 4,
        consumptionLimitGib: 10240,
      }),
      plantedRepository('off', { immutability: { isEnabled: false, days: null, mode: null } }),
      plantedRepository('silent'),
    ],
    instant(1),
  );
  const kept = await rows(
    `SELECT id, immutability_is_enabled AS enabled, immutability_days AS days, max_tasks, consumption_limit_gib AS ceiling
     FROM repository WHERE vbr_server_id = $1 ORDER BY id`,
    serverId,
  );
  expect(kept).toEqual([
    { id: 'locked', enabled: true, days: 14, max_tasks: 4, ceiling: 10240 },
    { id: 'off', enabled: false, days: null, max_tasks: null, ceiling: null },
    { id: 'silent', enabled: null, days: null, max_tasks: null, ceiling: null },
  ]);
});

test('numbers of an offline repository stay with their flag, and more used than there is stays as told', async () => {
  const { store, serverId, rows } = collector();
  const sample = {
    repositoryId: 'r',
    takenAt: instant(1),
    capacityGib: 299.4,
    freeGib: 217.8,
    usedGib: 81.6,
    reportedUsedGib: 391.2,
    isOnline: false,
  };
  const state = plantedRepositoryState('r', { isOnline: false, reportedUsedGib: 391.2 });
  await store.keepRepositoryStates(serverId, [state], [sample], instant(1));
  const kept = await rows(
    'SELECT used_gib, reported_used_gib, is_online FROM capacity_sample WHERE vbr_server_id = $1',
    serverId,
  );
  expect(kept).toEqual([{ used_gib: 81.6, reported_used_gib: 391.2, is_online: false }]);
});
