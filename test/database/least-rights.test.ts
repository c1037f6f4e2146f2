import { execFile, spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { escapeIdentifier } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConnectionSettings, errorCode, withClient } from '../../src/store/connection.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';

const insufficientPrivilege = '42501';
const roles = ['collector', 'analyst', 'remediation', 'mcp'] as const;
type Role = (typeof roles)[number];
type Kind = 'metrics' | 'risk';
const homes: ReadonlyArray<readonly [Role, Kind]> = [
  ['collector', 'metrics'],
  ['analyst', 'metrics'],
  ['mcp', 'metrics'],
  ['collector', 'risk'],
  ['analyst', 'risk'],
  ['remediation', 'risk'],
  ['mcp', 'risk'],
];

let databases: FreshDatabases;
beforeAll(async () => {
  databases = await freshDatabases();
  await withClient(databases.connections.owner.metrics, 'test', (client) =>
    client.query("SELECT ensure_session_partitions('2026-01-01', '2026-01-31')"),
  );
});
afterAll(async () => {
  await databases.drop();
});

async function outcome(connection: ConnectionSettings, statement: string): Promise<string> {
  return withClient(connection, 'test', async (client) => {
    await client.query(statement);
    return 'allowed';
  }).catch((error: unknown) => errorCode(error));
}

const nobodyMay: readonly string[] = [
  'CREATE TABLE public.mine (i int)',
  'CREATE TABLE answers.mine (i int)',
  'CREATE SCHEMA mine',
  'CREATE EXTENSION pg_trgm SCHEMA answers',
  'CREATE ROLE mine',
  'CREATE DATABASE mine',
  "CREATE FUNCTION answers.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
  'DROP SCHEMA answers CASCADE',
  'ALTER SYSTEM SET work_mem = 1024',
  "COPY (SELECT 1) TO PROGRAM 'true'",
  "COPY (SELECT 1) TO '/tmp/dr365-written'",
  "SELECT pg_read_file('/etc/hostname')",
  "SELECT pg_ls_dir('.')",
  "SELECT lo_import('/etc/hostname')",
  'SELECT lo_create(0)',
  'SELECT rolpassword FROM pg_authid',
  'INSERT INTO public.schema_migration VALUES (99, $$x$$)',
];

describe.each(homes)('%s in the %s database', (role, kind) => {
  const connection = () => databases.connections[role][kind];

  test.each(nobodyMay)('may not: %s', async (statement) => {
    expect(await outcome(connection(), statement)).toBe(insufficientPrivilege);
  });

  test('may become no other role', async () => {
    const others = roles.filter((other) => other !== role).map((other) => `dr365_${other}`);
    for (const other of [...others, databases.connections.owner[kind].user]) {
      const answer = await outcome(connection(), `SET ROLE ${escapeIdentifier(other)}`);
      expect([other, answer]).toEqual([other, insufficientPrivilege]);
    }
  });
});

// Bulk writes go through a temporary table; nobody else has a use for one.
const mayStage = ['collector metrics', 'analyst metrics'];

test.each(homes)(
  'only who writes in bulk may make temporary tables: %s in %s',
  async (role, kind) => {
    const connection = databases.connections[role][kind];
    const isAllowed = mayStage.includes(`${role} ${kind}`);
    expect(await outcome(connection, 'CREATE TEMP TABLE mine (i int)')).toBe(
      isAllowed ? 'allowed' : insufficientPrivilege,
    );
  },
);

const notTheirs: ReadonlyArray<readonly [Role, Kind, readonly string[]]> = [
  [
    'collector',
    'metrics',
    [
      'SELECT 1 FROM run',
      'SELECT 1 FROM finding',
      'DELETE FROM finding_history',
      'SELECT 1 FROM run_cause',
      'INSERT INTO cause_mark SELECT 1, $$a$$',
      'SELECT 1 FROM answers.finding',
      'DELETE FROM fold_mark',
      'DELETE FROM task',
      'DELETE FROM vbr_server',
      'DELETE FROM restore_point',
      'DELETE FROM backup_file',
      'DELETE FROM job_version',
      'DELETE FROM server_fact_history',
      'TRUNCATE backup_mark',
      'UPDATE capacity_sample SET is_online = true',
      'SELECT 1 FROM session_202601',
      'DROP TABLE session_202601',
      'ALTER TABLE session DETACH PARTITION session_202601',
      'TRUNCATE session',
      'DELETE FROM failure_group',
      'DELETE FROM capacity_sample',
      'SELECT retention.forget_runs(now(), 10)',
      'SELECT retention.drop_month(now())',
      'SELECT retention.require_old(now())',
    ],
  ],
  [
    'analyst',
    'metrics',
    [
      'UPDATE session SET name = name',
      'DELETE FROM session',
      'UPDATE job SET name = name',
      'DELETE FROM log_record',
      'UPDATE log_record SET title = title',
      'UPDATE log_state SET state = state',
      'UPDATE restore_point SET name = name',
      'UPDATE backup SET name = name',
      'SELECT 1 FROM backup_mark',
      "INSERT INTO vbr_server (entry, address, revision) VALUES ('a', 'b', 'c')",
      "INSERT INTO fold_mark VALUES (1, 'a', now())",
      'UPDATE fold_mark SET changed_since = now()',
      'DELETE FROM finding_history',
      "SELECT ensure_session_partitions('2026-01-01', '2026-01-01')",
      "SELECT retention.forget_runs('2020-01-01', 10)",
      'TRUNCATE run',
    ],
  ],
  [
    'mcp',
    'metrics',
    [
      'SELECT 1 FROM public.session',
      'SELECT 1 FROM public.finding',
      'SELECT 1 FROM public.vbr_server',
      'SELECT 1 FROM public.restore_point',
      'SELECT 1 FROM public.failure_group',
      'DELETE FROM answers.run_cause',
      'SELECT 1 FROM public.server_fact',
      'INSERT INTO answers.finding SELECT * FROM answers.finding',
      "UPDATE answers.run SET outcome = 'success'",
      'DELETE FROM answers.source_state',
      "SELECT public.ensure_session_partitions('2026-01-01', '2026-01-01')",
      "SELECT retention.forget_runs('2020-01-01', 10)",
    ],
  ],
  [
    'collector',
    'risk',
    [
      'SELECT 1 FROM journal_event',
      'UPDATE journal_event SET message = message',
      'DELETE FROM journal_event',
      'DELETE FROM pass',
      'SELECT 1 FROM audit',
      "SELECT answers.record_audit(now(), 'cli', 't', repeat('a', 64), 'answered', 1)",
      'SELECT retention.forget_audit(now(), 10)',
    ],
  ],
  [
    'analyst',
    'risk',
    [
      "SELECT retention.forget_journal('2020-01-01', 10)",
      'DELETE FROM journal_event',
      'DELETE FROM pass',
      'DELETE FROM risk_history',
      'DELETE FROM risk_acceptance',
      'INSERT INTO audit DEFAULT VALUES',
      "UPDATE plan SET status = 'COMPLETED'",
      "SELECT answers.record_journal(now(), 'info', 'action', NULL, NULL, 'plan', '{}')",
    ],
  ],
  [
    'remediation',
    'risk',
    [
      "SELECT retention.forget_passes('2020-01-01', 10)",
      'SELECT 1 FROM pass',
      'SELECT title FROM public.plan',
      'DELETE FROM plan',
      'DELETE FROM plan_status_change',
      'UPDATE plan_fact SET known_until = now()',
      'SELECT 1 FROM public.plan_fact',
      'SELECT 1 FROM public.risk',
      'UPDATE risk SET score = 0',
      "INSERT INTO journal_event (at, level, kind, component, message, data) VALUES (now(), 'info', 'action', 'x', 'plan', '{}')",
      'UPDATE pass SET command = command',
      'SELECT 1 FROM journal_event',
      'SELECT 1 FROM answers.pass',
      'SELECT 1 FROM audit',
      'SELECT 1 FROM public.inventory_machine',
      'UPDATE answers.risk SET score = 0',
      'DELETE FROM answers.risk_acceptance',
    ],
  ],
  [
    'mcp',
    'risk',
    [
      'SELECT 1 FROM public.audit',
      'INSERT INTO public.audit DEFAULT VALUES',
      'DELETE FROM public.audit',
      'SELECT 1 FROM public.pass',
      'SELECT 1 FROM public.risk',
      "UPDATE answers.risk_acceptance SET owner = 'x'",
      'SELECT 1 FROM public.plan',
      "UPDATE answers.plan SET status = 'COMPLETED'",
      "SELECT answers.record_journal(now(), 'info', 'action', NULL, NULL, 'plan', '{}')",
      "UPDATE answers.pass SET command = 'x'",
      'INSERT INTO public.journal_event DEFAULT VALUES',
    ],
  ],
];

describe.each(notTheirs)('%s in the %s database', (role, kind, statements) => {
  test.each(statements)('may not: %s', async (statement) => {
    const connection = databases.connections[role][kind];
    expect(await outcome(connection, statement)).toBe(insufficientPrivilege);
  });
});

test('remediation may not even enter the metrics database', async () => {
  const connection = databases.connections.remediation.metrics;
  expect(await outcome(connection, 'SELECT 1')).toBe(insufficientPrivilege);
});

test.each(['metrics', 'risk'] as const)(
  'mcp holds rights on nothing but views in %s',
  async (kind) => {
    const held = await withClient(databases.connections.mcp[kind], 'test', async (client) => {
      const { rows } = await client.query<{ relation: string; kind: string }>(
        `SELECT c.oid::regclass::text AS relation, c.relkind AS kind FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname IN ('public', 'answers') AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
         AND (CASE c.relkind WHEN 'S' THEN has_sequence_privilege(c.oid, 'USAGE, SELECT, UPDATE')
           ELSE has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
             OR has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE, REFERENCES') END)`,
      );
      return rows;
    });
    expect(held.length).toBeGreaterThan(1);
    expect(held.filter((one) => one.kind !== 'v' || !one.relation.startsWith('answers.'))).toEqual(
      [],
    );
  },
);

test.each(['metrics', 'risk'] as const)('everybody at large holds no right in %s', async (kind) => {
  const open = await withClient(databases.connections.owner[kind], 'test', async (client) => {
    const { rows } = await client.query(
      `SELECT given.what, given.acl::text FROM (
         SELECT oid::regclass::text AS what, relacl AS acl FROM pg_class WHERE relnamespace::regnamespace::text IN ('public', 'answers')
         UNION ALL SELECT oid::regprocedure::text, coalesce(proacl, acldefault('f', proowner)) FROM pg_proc
           WHERE pronamespace::regnamespace::text IN ('public', 'answers', 'retention')
         UNION ALL SELECT nspname, nspacl FROM pg_namespace WHERE nspname IN ('public', 'answers', 'retention')
         UNION ALL SELECT datname, coalesce(datacl, acldefault('d', datdba)) FROM pg_database WHERE datname = current_database()
       ) AS given CROSS JOIN LATERAL aclexplode(given.acl) AS one WHERE one.grantee = 0`,
    );
    return rows;
  });
  expect(open).toEqual([]);
});

const hasPsql = spawnSync('psql', ['--version'], { shell: false }).status === 0;
test.skipIf(!hasPsql).each(['metrics', 'risk'] as const)(
  'psql alone can load the %s migrations (skipped where psql is not installed)',
  async (kind) => {
    const owner = databases.connections.owner[kind];
    const database = `${owner.database}_by_psql`;
    const run = (text: string) =>
      withClient({ ...owner, database: 'postgres' }, 'test', (client) => client.query(text));
    await run(`CREATE DATABASE ${escapeIdentifier(database)} TEMPLATE template0`);
    const folder = join(import.meta.dirname, '../../migrations', kind);
    const files = (await readdir(folder)).sort().map((name) => join(folder, name));
    const where = ['-h', owner.host, '-p', String(owner.port), '-U', owner.user, '-d', database];
    for (const file of files) {
      await promisify(execFile)(
        'psql',
        ['-X', '-q', '-1', '-v', 'ON_ERROR_STOP=1', ...where, '-f', file],
        {
          env: { ...process.env, PGPASSWORD: owner.password },
        },
      );
    }
    const applied = await withClient({ ...owner, database }, 'test', (client) =>
      client.query('SELECT number, name FROM schema_migration ORDER BY number'),
    );
    expect(applied.rows[0]).toEqual({ number: 1, name: 'first-light' });
    expect(applied.rows).toHaveLength(files.length);
    await run(`DROP DATABASE ${escapeIdentifier(database)}`);
  },
);
