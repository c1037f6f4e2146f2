import { describe, expect, test } from 'vitest';
import type { ListedKind, ListedRows } from '../../src/ports/listed-rows.ts';
import { useCollector } from './collector.ts';
import { instant, plantedBackup, plantedObject } from './store-rows.ts';

const collector = useCollector();

interface Trial<Kind extends ListedKind> {
  readonly table: string;
  readonly row: (id: string) => ListedRows[Kind];
  readonly changed: Partial<ListedRows[Kind]>;
  /** The columns that only this kind has, as the row makes them. */
  readonly columns: Readonly<Record<string, unknown>>;
}

const trials: { readonly [Kind in ListedKind]: Trial<Kind> } = {
  'scale-out-repositories': {
    table: 'scale_out_repository',
    row: (id) => ({
      id,
      name: 'SOBR "1"',
      description: null,
      performanceExtents: [{ repositoryId: 'r-1', statuses: ['Maintenance'] }],
      capacityTier: {
        isEnabled: true,
        repositoryIds: ['r-2'],
        copiesAtOnce: null,
        movesOld: true,
        moveAfterDays: 14,
      },
      archiveTier: null,
    }),
    changed: { performanceExtents: [] },
    columns: {
      name: 'SOBR "1"',
      description: null,
      performance_extents: [{ repositoryId: 'r-1', statuses: ['Maintenance'] }],
      capacity_tier: {
        isEnabled: true,
        repositoryIds: ['r-2'],
        copiesAtOnce: null,
        movesOld: true,
        moveAfterDays: 14,
      },
      archive_tier: null,
    },
  },
  proxies: {
    table: 'proxy',
    row: (id) => ({
      id,
      name: 'Proxy',
      type: 'ViProxy',
      hostId: 'h',
      hostName: null,
      isDisabled: false,
      isOnline: true,
      isOutOfDate: null,
      maxTasks: 4,
    }),
    changed: { isOnline: false },
    columns: {
      name: 'Proxy',
      type: 'ViProxy',
      host_id: 'h',
      host_name: null,
      is_disabled: false,
      is_online: true,
      is_out_of_date: null,
      max_tasks: 4,
    },
  },
  'managed-servers': {
    table: 'managed_server',
    row: (id) => ({ id, name: 'vc', type: 'ViHost', status: 'Available' }),
    changed: { status: 'Unavailable' },
    columns: { name: 'vc', type: 'ViHost', status: 'Available' },
  },
  backups: {
    table: 'backup',
    row: (id) => plantedBackup(id),
    changed: { jobId: null },
    columns: {
      job_id: 'job-1',
      name: 'Nightly',
      job_type: 'VSphereBackup',
      platform_name: 'VMware',
      created_at: instant(0),
      repository_id: 'repository-1',
      repository_name: 'Repository 1',
      files_read_at: null,
    },
  },
  'backup-objects': {
    table: 'backup_object',
    row: (id) => plantedObject(id),
    changed: { restorePointsCount: 0 },
    columns: {
      name: 'vm-sql-01',
      type: 'VM',
      platform_name: 'VMware',
      restore_points_count: 3,
      last_run_failed: false,
      backup_id: 'b-1',
      size_bytes: 9_007_199_254_740_991,
    },
  },
  'agent-computers': {
    table: 'agent_computer',
    row: (id) => ({
      id,
      name: 'kiosk1',
      type: 'Computer',
      parentId: 'p',
      protectionGroupId: 'g',
      protectionGroupName: 'Kiosks',
      isGroupDisabled: null,
      groupReadAt: instant(1),
      objectId: 'o',
      state: 'Offline',
      agentStatus: 'Installed',
      lastConnectedAt: instant(1),
      operatingSystem: null,
    }),
    changed: { lastConnectedAt: instant(2) },
    columns: {
      name: 'kiosk1',
      type: 'Computer',
      parent_id: 'p',
      protection_group_id: 'g',
      protection_group_name: 'Kiosks',
      is_group_disabled: null,
      group_read_at: instant(1),
      object_id: 'o',
      state: 'Offline',
      agent_status: 'Installed',
      last_connected_at: instant(1),
      operating_system: null,
    },
  },
  'malware-objects': {
    table: 'malware_object',
    row: (id) => ({
      id,
      name: 'vm',
      platformName: null,
      severity: 'Infected',
      detectedAt: instant(1),
      sourceTypes: ['Manual', 'External'],
    }),
    changed: { severity: 'Clean' },
    columns: {
      name: 'vm',
      platform_name: null,
      severity: 'Infected',
      detected_at: instant(1),
      source_types: ['Manual', 'External'],
    },
  },
  'best-practices': {
    table: 'best_practice',
    row: (id) => ({ id, text: 'MFA', status: 'Violation', note: null }),
    changed: { status: 'OK' },
    columns: { text: 'MFA', status: 'Violation', note: null },
  },
};

/** One kind at a time: the trial and the calls it makes are of that kind. */
function keeping<Kind extends ListedKind>(kind: Kind, { row, changed, table }: Trial<Kind>) {
  const { store, serverId, rows } = collector();
  const keep = (listed: readonly ListedRows[Kind][], complete: boolean, day: number) =>
    store.keepListed(serverId, kind, listed, complete, instant(day));
  const kept = () => rows(`SELECT * FROM ${table} WHERE vbr_server_id = $1 ORDER BY id`, serverId);
  const both = [row('a'), row('b')];
  return { serverId, keep, kept, both, other: { ...row('a'), ...changed } };
}

describe.each(Object.keys(trials).filter((kind): kind is ListedKind => kind in trials))(
  'the list of %s',
  (kind) => {
    const start = () => keeping<ListedKind>(kind, trials[kind]);

    test('is kept as it came, and a replay rewrites nothing', async () => {
      const { serverId, keep, kept, both } = start();
      expect(await keep(both, true, 1)).toEqual({ inserted: 2, changed: 0 });
      const seen = { first_seen_at: instant(1), last_seen_at: instant(1), is_listed: true };
      expect(await kept()).toEqual(
        ['a', 'b'].map((id) => ({
          vbr_server_id: serverId,
          id,
          ...trials[kind].columns,
          ...seen,
        })),
      );
      const { rows } = collector();
      const places = () =>
        rows(
          `SELECT ctid FROM ${trials[kind].table} WHERE vbr_server_id = $1 ORDER BY id`,
          serverId,
        );
      const before = await places();
      expect(await keep(both, true, 1)).toEqual({ inserted: 0, changed: 0 });
      expect(await places()).toEqual(before);
    });

    test('says what changed, what is gone and what came back', async () => {
      const { keep, kept, both, other } = start();
      await keep(both, true, 1);
      expect(await keep([other, ...both.slice(1)], true, 2)).toEqual({ inserted: 0, changed: 1 });
      expect(await keep(both.slice(0, 1), false, 3)).toEqual({ inserted: 0, changed: 1 });
      expect(await kept()).toMatchObject([{ is_listed: true }, { is_listed: true }]);
      expect(await keep(both.slice(0, 1), true, 4)).toEqual({ inserted: 0, changed: 1 });
      expect(await kept()).toMatchObject([
        { is_listed: true, first_seen_at: instant(1), last_seen_at: instant(4) },
        { is_listed: false, first_seen_at: instant(1), last_seen_at: instant(2) },
      ]);
      expect(await keep(both, true, 5)).toEqual({ inserted: 0, changed: 1 });
      expect(await keep([], true, 6)).toEqual({ inserted: 0, changed: 2 });
    });
  },
);

test('a fact is kept as it is now, and once a day for its history', async () => {
  const { store, serverId, rows } = collector();
  const licence = {
    status: 'Valid',
    type: null,
    edition: 'Enterprise',
    expiresAt: instant(400),
    supportExpiresAt: null,
    licensedInstances: 100,
    usedInstances: 120,
    licensedSockets: null,
    usedSockets: null,
  };
  const keep = (usedInstances: number, day: number, hour: number) =>
    store.keepFact(serverId, 'licence', { ...licence, usedInstances }, instant(day, hour));
  expect(await keep(120, 1, 6)).toEqual({ inserted: 1, changed: 0 });
  expect(await keep(120, 1, 8)).toEqual({ inserted: 0, changed: 0 });
  expect(await keep(130, 1, 23)).toEqual({ inserted: 0, changed: 1 });
  expect(await keep(130, 2, 0)).toEqual({ inserted: 0, changed: 0 });
  await store.keepFact(serverId, 'analyzer-run', { ranAt: null, result: null }, instant(2));
  const history = await rows(
    `SELECT day::text, value->'usedInstances' AS used, seen_at FROM server_fact_history
     WHERE vbr_server_id = $1 AND name = 'licence' ORDER BY day`,
    serverId,
  );
  expect(history).toEqual([
    { day: '2026-01-02', used: 130, seen_at: instant(1, 23) },
    { day: '2026-01-03', used: 130, seen_at: instant(2, 0) },
  ]);
  const facts = await rows(
    "SELECT name, value->>'expiresAt' AS ends FROM server_fact WHERE vbr_server_id = $1 ORDER BY name",
    serverId,
  );
  expect(facts).toEqual([
    { name: 'analyzer-run', ends: null },
    { name: 'licence', ends: instant(400).toISOString() },
  ]);
});

test('a mount keeps the first instant in which it was seen in each state', async () => {
  const { store, serverId, rows } = collector();
  const mount = (state: string) => ({
    id: 'm',
    platform: 'vSphere' as const,
    sessionId: 's-1',
    state,
    workloadName: 'vm-sql-01',
    jobName: null,
    restorePointAt: instant(0),
  });
  expect(await store.keepMounts(serverId, [mount('Mounting')], instant(1, 1))).toEqual({
    inserted: 1,
    changed: 0,
  });
  await store.keepMounts(serverId, [mount('Mounting')], instant(1, 2));
  await store.keepMounts(serverId, [mount('Mounted')], instant(1, 3));
  expect(await store.keepMounts(serverId, [mount('Mounted')], instant(1, 4))).toEqual({
    inserted: 0,
    changed: 0,
  });
  const kept = await rows(
    `SELECT state, first_seen_at, last_seen_at FROM instant_recovery_mount WHERE vbr_server_id = $1
     ORDER BY first_seen_at`,
    serverId,
  );
  expect(kept).toEqual([
    { state: 'Mounting', first_seen_at: instant(1, 1), last_seen_at: instant(1, 2) },
    { state: 'Mounted', first_seen_at: instant(1, 3), last_seen_at: instant(1, 4) },
  ]);
});
