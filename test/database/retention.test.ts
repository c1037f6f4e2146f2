import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ForgettableKind, forgettableKinds } from '../../src/ports/retention-store.ts';
import { withClient } from '../../src/store/connection.ts';
import { openRetentionStore } from '../../src/store/retention/retention-store.ts';
import { everyRow } from '../fixtures/every-row.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';

const cut = new Date('2025-06-15T12:00:00Z');
const old = "'2025-06-15 11:59:59.999+00'";
const exact = "'2025-06-15 12:00:00+00'";
const unknown = "'0001-01-01 00:00:00+00'";

let databases: FreshDatabases;
let store: ReturnType<typeof openRetentionStore>;
beforeAll(async () => {
  databases = await freshDatabases();
  store = openRetentionStore(databases.connections.collector);
  await asOwner(
    'metrics',
    "INSERT INTO vbr_server (entry, address, revision) VALUES ('a', 'x', 'y'), ('b', 'x', 'y')",
  );
});
afterAll(async () => {
  await store.close();
  await databases.drop();
});

function asOwner<Row>(kind: 'metrics' | 'risk', text: string): Promise<Row[]> {
  return withClient(databases.connections.owner[kind], 'test', async (client) => {
    const answered: unknown = await client.query(text);
    const last = Array.isArray(answered) ? answered.at(-1) : answered;
    return last.rows;
  });
}

async function idsIn(kind: 'metrics' | 'risk', table: string, column: string): Promise<string[]> {
  const rows = await asOwner<{ id: string }>(kind, `SELECT ${column}::text AS id FROM ${table}`);
  return rows.map(({ id }) => id).toSorted();
}

async function forgetAll(kind: ForgettableKind, before = cut): Promise<number> {
  for (let rows = 0; ; ) {
    const portion = await store.forget(kind, before);
    rows += portion.rows;
    if (portion.isDone) return rows;
  }
}

const run = (
  id: string,
  at: string,
  over: { job?: string; outcome?: string; ended?: string } = {},
) =>
  `INSERT INTO run (vbr_server_id, id, job_id, started_at, ended_at, outcome, first_attempt_outcome, attempts, grouping, session_ids, last_attempt_started_at)
   VALUES (1, '${id}', '${over.job ?? 'daily'}', ${at}, ${over.ended ?? at}, '${over.outcome ?? 'failed'}', 'failed', 1, 'exact', ARRAY['s of ${id}'], ${at});
   INSERT INTO run_cause (vbr_server_id, run_id, workload, job_id, run_started_at, outcome, cause_key, cause_class, fingerprint, session_id, at, text, components)
   VALUES (1, '${id}', '', '${over.job ?? 'daily'}', ${at}, 'failed', 'k', 'c', 'f', 's', ${at}, 't', '[]');`;
const group = (id: string, lastAt: string, runIds: string, isOpen: boolean) =>
  `INSERT INTO failure_group VALUES (1, '${id}', 'k', 'c', NULL, NULL, NULL, NULL, '2025-01-01', ${lastAt}, '{}', '{}', '${runIds}', ${isOpen});`;
const session = (
  id: string,
  at: string,
  over: { job?: string; ended?: string; state?: string } = {},
) =>
  `INSERT INTO session (vbr_server_id, id, created_at, ended_at, job_id, name, session_type, state, is_canceled, is_recheck_retry)
   VALUES (1, '${id}', ${at}, ${over.ended ?? at}, ${over.job === undefined ? 'NULL' : `'${over.job}'`}, 'n', 't', '${over.state ?? 'Stopped'}', false, false);`;
const task = (
  id: string,
  at: string,
  over: { session?: string; name?: string; point?: string } = {},
) =>
  `INSERT INTO task (vbr_server_id, id, session_id, task_type, session_type, name, state, created_at, ended_at, restore_point_id)
   VALUES (1, '${id}', '${over.session ?? 'none'}', 'Backup', 't', '${over.name ?? 'vm'}', 'Stopped', ${at}, ${at}, '${over.point ?? 'none'}');`;

test('a group that is over goes, and the runs and causes that no group holds', async () => {
  await asOwner(
    'metrics',
    [
      run('old', old),
      run('exact', exact),
      run('unknown', unknown),
      run('in an open group', old),
      run('in a group that ended late', old),
      run('in a group that is over', old),
      run('ended late', old, { ended: exact }),
      run('at work', old, { outcome: 'running', ended: 'NULL' }),
      run('newest', "'2025-07-01 00:00:00+00'"),
      run('last good one', old, { outcome: 'success' }),
      run('only one of its job', old, { job: 'yearly' }),
      group('open', old, '{in an open group}', true),
      group('ended late', exact, '{in a group that ended late}', false),
      group('over', old, '{in a group that is over}', false),
      group('unknown', unknown, '{}', false),
    ].join(''),
  );
  expect(await forgetAll('failure-groups')).toBe(1);
  expect(await idsIn('metrics', 'failure_group', 'id')).toEqual(['ended late', 'open', 'unknown']);
  expect(await forgetAll('runs')).toBe(2);
  const kept = [
    'at work',
    'ended late',
    'exact',
    'in a group that ended late',
    'in an open group',
    'last good one',
    'newest',
    'only one of its job',
    'unknown',
  ];
  expect(await idsIn('metrics', 'run', 'id')).toEqual(kept);
  expect(await idsIn('metrics', 'run_cause', 'run_id')).toEqual(kept);
  expect(await forgetAll('runs')).toBe(0);
});

test('tasks, logs and sessions go unless something that is kept points at them', async () => {
  await asOwner(
    'metrics',
    [
      "SELECT ensure_session_partitions('2025-04-01', '2025-07-01');",
      session('old', old),
      session('exact', exact),
      session('unknown', unknown),
      session('at work', old, { ended: 'NULL', state: 'Working' }),
      session('stopped without an end', old, { ended: 'NULL' }),
      session('vanished without an end', old, { ended: 'NULL', state: 'Vanished' }),
      session('ended late', old, { ended: exact }),
      session('s of only one of its job', old, { job: 'yearly' }),
      session('newer of that job', exact, { job: 'yearly' }),
      session('newest of its job', old, { job: 'gone job' }),
      session('with a point', old),
      session('with an old task', old),
      session('whole month 1', "'2025-04-03 00:00:00+00'"),
      session('whole month 2', "'2025-04-30 23:59:59.999+00'"),
      session('month with one that stays', "'2025-05-03 00:00:00+00'"),
      session('stays in May', "'2025-05-04 00:00:00+00'", { ended: 'NULL', state: 'Working' }),
      task('of a point', old, { session: 'with a point', point: 'there' }),
      task('of a point that is gone', old, { session: 'with an old task', point: 'gone' }),
      task('of a kept run', old, { session: 's of only one of its job' }),
      task('exact', exact, { session: 'exact' }),
      task('unknown', unknown),
      task('newest of its workload', old, { name: 'rare vm' }),
      `INSERT INTO restore_point (vbr_server_id, id, name, platform_name, created_at, backup_id, gfs_periods, gone_at)
       VALUES (1, 'there', 'vm', 'p', ${old}, 'b', '{}', NULL), (1, 'gone', 'vm', 'p', ${old}, 'b', '{}', ${old});`,
      ...['old', 's of only one of its job', 'exact'].map(
        (
          id,
        ) => `INSERT INTO log_state VALUES (1, 'session', '${id}', '${id}', ${id === 'exact' ? exact : old}, 'Failed', 'read', NULL, NULL);
          INSERT INTO log_record (vbr_server_id, owner_kind, owner_id, record_id, session_id, status, title, description, started_at)
          SELECT 1, 'session', '${id}', n, '${id}', 'Failed', 't', 'd', ${old} FROM generate_series(1, 3) AS n;`,
      ),
    ].join(''),
  );
  expect(await forgetAll('tasks')).toBe(1);
  expect(await idsIn('metrics', 'task', 'id')).toEqual([
    'exact',
    'newest of its workload',
    'of a kept run',
    'of a point',
    'unknown',
  ]);
  expect(await forgetAll('logs')).toBe(1);
  const logs = await idsIn('metrics', 'log_record', 'owner_id');
  expect(new Set(logs)).toEqual(new Set(['exact', 's of only one of its job']));
  expect(await forgetAll('session-months')).toBe(2);
  const months = await idsIn(
    'metrics',
    "pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhparent = 'session'::regclass AND relname < 'session_2026'",
    'relname',
  );
  expect(months).toEqual(['session_202505', 'session_202506', 'session_202507']);
  expect(await forgetAll('sessions')).toBe(5);
  expect(await idsIn('metrics', 'session', 'id')).toEqual([
    'at work',
    'ended late',
    'exact',
    'newer of that job',
    'newest of its job',
    's of only one of its job',
    'stays in May',
    'unknown',
    'with a point',
  ]);
});

test('of capacity, forecasts and courses the newest and everything from the cut on stays', async () => {
  await asOwner(
    'metrics',
    `INSERT INTO capacity_sample SELECT 1, r, at, 1, 1, 1, 1, true
     FROM unnest(ARRAY['read', 'not yet taken into days']) AS r, unnest(ARRAY[${unknown}, '2025-06-01', ${old}, ${exact}]::timestamptz[]) AS at;
     INSERT INTO capacity_day VALUES (1, 'read', '2025-06-15', ${exact}, 1, 1, 1, true, 'measured'),
       (1, 'read', '2025-06-01', '2025-06-01', 1, 1, 1, true, 'measured'), (1, 'read', '2025-05-01', '2025-05-01', 1, 1, 1, true, 'imported'),
       (1, 'lost', '2025-06-14', '2025-06-14', 1, 1, 1, true, 'measured');
     INSERT INTO capacity_forecast SELECT 1, 's', at::date, at, gen_random_uuid(), '[]' FROM unnest(ARRAY['2025-06-01', ${exact}]::timestamptz[]) AS at;
     INSERT INTO capacity_forecast VALUES (1, 'lost', '2025-01-01', '2025-01-01', gen_random_uuid(), '[]');
     INSERT INTO finding_history SELECT 1, 'f', 'k', 'i', at::date, at, 'scored' FROM unnest(ARRAY['2025-06-14', ${old}, ${exact} + interval '1 day']::timestamptz[]) AS at;
     INSERT INTO server_fact_history SELECT 1, 'f', at::date, '1', at FROM unnest(ARRAY['2025-06-14', ${exact}]::timestamptz[]) AS at`.replace(
      `${exact} + interval`,
      `${exact}::timestamptz + interval`,
    ),
  );
  expect(await forgetAll('capacity-samples')).toBe(1);
  expect(await forgetAll('capacity-days')).toBe(1);
  expect(await idsIn('metrics', 'capacity_day', "repository_id || ' ' || day")).toEqual([
    'lost 2025-06-14',
    'read 2025-05-01',
    'read 2025-06-15',
  ]);
  expect(await forgetAll('forecasts')).toBe(1);
  expect(await idsIn('metrics', 'capacity_forecast', 'subject_id')).toEqual(['lost', 's']);
  expect(await forgetAll('finding-history')).toBe(2);
  expect(await idsIn('metrics', 'finding_history', 'day')).toEqual(['2025-06-15', '2025-06-16']);
  expect(await idsIn('metrics', 'server_fact_history', 'day')).toEqual(['2025-06-15']);
});

test('of passes, journal, audit and risks the newest, the open and everything from the cut on stays', async () => {
  await asOwner(
    'risk',
    `INSERT INTO pass SELECT gen_random_uuid(), 'recent ' || n, ${exact}, ${exact}, 'complete', 0, '{}' FROM generate_series(1, 5) AS n;
     INSERT INTO pass VALUES (gen_random_uuid(), 'old', ${old}, ${old}, 'complete', 0, '{}'),
       (gen_random_uuid(), 'ended late', ${old}, ${exact}, 'complete', 0, '{}'), (gen_random_uuid(), 'runs', ${old}, NULL, 'running', NULL, '{}');
     INSERT INTO journal_event (at, level, kind, component, message, data)
     SELECT at, 'info', 'action', 'c', at::text, '{}' FROM unnest(ARRAY[${unknown}, ${old}, ${exact}]::timestamptz[]) AS at;
     INSERT INTO audit (at, recorded_at, door, tool, arguments_hash, outcome, duration_ms)
     SELECT at, recorded, 'cli', tool, repeat('a', 64), 'answered', 1 FROM (VALUES ('old', ${old}::timestamptz, ${old}::timestamptz),
       ('exact', ${exact}, ${exact}), ('said to be old', ${old}, now())) AS told (tool, at, recorded);
     INSERT INTO risk_history SELECT 1, risk, at, gen_random_uuid(), 'open', 1, 1
     FROM unnest(ARRAY['moved', 'still']) AS risk, unnest(ARRAY['2025-01-01', ${old}, ${exact}]::timestamptz[]) AS at WHERE risk = 'moved' OR at < '2025-02-01';
     INSERT INTO risk_analysis SELECT 1, at, gen_random_uuid(), 'f', 'k', 0, '{}' FROM unnest(ARRAY['2025-01-01', ${old}, ${exact}]::timestamptz[]) AS at`,
  );
  expect(await forgetAll('passes')).toBe(1);
  expect(await idsIn('risk', 'pass', 'command')).toContain('ended late');
  expect(await idsIn('risk', 'pass', 'command')).not.toContain('old');
  expect(await forgetAll('journal-events')).toBe(1);
  expect(await forgetAll('risk-history')).toBe(2);
  expect(await idsIn('risk', 'risk_history', 'risk_id')).toEqual(['moved', 'moved', 'still']);
  expect(await forgetAll('audit')).toBe(1);
  expect(await idsIn('risk', 'audit', 'tool')).toEqual(['exact', 'said to be old']);
  // The audit of the last year can be shortened by nobody, the owner included.
  await expect(asOwner('risk', "DELETE FROM audit WHERE tool = 'said to be old'")).rejects.toThrow(
    'append only',
  );
  await expect(asOwner('risk', "UPDATE audit SET tool = 'x'")).rejects.toThrow('append only');
  await expect(asOwner('risk', 'TRUNCATE audit')).rejects.toThrow('append only');
});

test('whatever the times are, exactly what is older than the cut goes, and nothing newer or without a time', async () => {
  const instants = fc.uniqueArray(
    fc.oneof(
      fc.integer({ min: -3, max: 3 }).map((ms) => cut.getTime() + ms),
      fc
        .date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
        .map(Number),
    ),
    { minLength: 1, maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(instants, async (times) => {
      const list = `unnest(ARRAY[${times.map((ms) => `'${new Date(ms).toISOString()}'`).join()}]::timestamptz[]) AS at`;
      await asOwner(
        'metrics',
        `DELETE FROM session; DELETE FROM task; DELETE FROM log_state; DELETE FROM log_record;
         INSERT INTO session (vbr_server_id, id, created_at, ended_at, name, session_type, state, is_canceled, is_recheck_retry)
         SELECT 1, extract(epoch FROM at) * 1000, at, at, 'n', 't', 'Stopped', false, false FROM ${list}`,
      );
      await asOwner(
        'risk',
        `DELETE FROM journal_event;
         INSERT INTO journal_event (at, level, kind, component, message, data)
         SELECT at, 'info', 'action', 'c', extract(epoch FROM at) * 1000, '{}' FROM ${list}`,
      );
      await forgetAll('session-months');
      await forgetAll('sessions');
      await forgetAll('journal-events');
      const unknownBefore = Date.UTC(2000, 0, 1);
      const wanted = times.filter((ms) => ms >= cut.getTime() || ms < unknownBefore);
      const numbers = (ids: readonly string[]) => ids.map(Number).toSorted((a, b) => a - b);
      const expected = wanted.toSorted((a, b) => a - b);
      expect(numbers(await idsIn('metrics', 'session', 'id'))).toEqual(expected);
      expect(numbers(await idsIn('risk', 'journal_event', 'message'))).toEqual(expected);
    }),
    {
      numRuns: 8,
      examples: [
        [[cut.getTime(), cut.getTime() - 1, Date.UTC(2000, 0, 1), Date.UTC(2000, 0, 1) - 1]],
      ],
    },
  );
});

test('a second time removes nothing, and what is younger than thirty days goes for nobody', async () => {
  const { metrics, risk } = databases.connections.owner;
  const before = { metrics: await everyRow(metrics), risk: await everyRow(risk) };
  for (const kind of forgettableKinds) {
    expect([kind, await forgetAll(kind)]).toEqual([kind, 0]);
    const young = new Date(Date.now() - 29 * 86_400_000);
    await expect(store.forget(kind, young), kind).rejects.toMatchObject({
      code: 'database-refused',
    });
  }
  expect({ metrics: await everyRow(metrics), risk: await everyRow(risk) }).toEqual(before);
});

test('a month that somebody reads is left for the next time', async () => {
  await asOwner('metrics', "SELECT ensure_session_partitions('2025-01-01', '2025-01-01')");
  await withClient(databases.connections.collector.metrics, 'reader', async (reader) => {
    await reader.query('BEGIN');
    await reader.query('SELECT count(*) FROM session');
    expect(await store.forget('session-months', cut)).toEqual({ rows: 0, isDone: true });
    await reader.query('COMMIT');
  });
  expect(await store.forget('session-months', cut)).toEqual({ rows: 0, isDone: false });
});

test('the months that come are there before their first session', async () => {
  await store.prepareMonths(new Date('2031-11-30T23:30:00Z'), new Date('2032-01-31T23:30:00Z'));
  const months = await idsIn(
    'metrics',
    "pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhparent = 'session'::regclass AND relname > 'session_2030' AND relname <> 'session_default'",
    'relname',
  );
  expect(months).toEqual(['session_203111', 'session_203112', 'session_203201']);
});
