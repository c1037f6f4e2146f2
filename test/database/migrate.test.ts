import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { escapeIdentifier } from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import {
  type AdministeredDatabases,
  createDatabaseAdministration,
  type ExternalDatabase,
} from '../../src/store/administration.ts';
import { type ConnectionSettings, withClient } from '../../src/store/connection.ts';
import { createInMemoryJournal } from '../fixtures/in-memory-journal.ts';
import { createInMemorySecrets } from '../fixtures/in-memory-secrets.ts';

const recordTable =
  'CREATE TABLE IF NOT EXISTS schema_migration (number int PRIMARY KEY, name text, applied_at timestamptz DEFAULT now());';
const record = (number: number) =>
  `INSERT INTO schema_migration (number, name) VALUES (${number}, 'step');`;
const firstFile = `${recordTable}\nCREATE TABLE first (id int);\n${record(1)}`;

interface Trial {
  readonly external: ExternalDatabase;
  readonly administration: () => AdministeredDatabases;
  readonly write: (database: 'metrics' | 'risk', number: number, sql: string) => Promise<void>;
  readonly tables: () => Promise<readonly string[]>;
  readonly metrics: ConnectionSettings;
  readonly folder: string;
}

/** Two databases yet to be made on the shared server, and a folder of small migrations for them. */
async function newTrial(): Promise<Trial> {
  const { owner, collector, analyst, remediation, mcp } = inject('templateConnections');
  const suffix = randomUUID().slice(0, 8);
  const { database: _, ...server } = owner.metrics;
  const external = {
    ...server,
    metricsDatabase: `trial_metrics_${suffix}`,
    riskDatabase: `trial_risk_${suffix}`,
    members: {
      collector: collector.risk,
      analyst: analyst.risk,
      remediation: remediation.risk,
      mcp: mcp.risk,
    },
  };
  const folder = await mkdtemp(join(tmpdir(), 'dr365-migrations-'));
  for (const database of ['metrics', 'risk']) await mkdir(join(folder, database));
  const metrics = { ...server, database: external.metricsDatabase };
  onTestFinished(async () => {
    await rm(folder, { recursive: true, force: true });
    await withClient({ ...server, database: 'postgres' }, 'trial', async (client) => {
      for (const name of [external.metricsDatabase, external.riskDatabase]) {
        await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
      }
    });
  });
  const write: Trial['write'] = (database, number, sql) =>
    writeFile(join(folder, database, `${String(number).padStart(4, '0')}-step.sql`), sql);
  await write('metrics', 1, firstFile);
  await write('risk', 1, firstFile);
  return {
    external,
    folder,
    metrics,
    write,
    administration: () =>
      createDatabaseAdministration({
        home: folder,
        external,
        secrets: createInMemorySecrets(),
        journal: createInMemoryJournal(),
        migrationsFolder: folder,
      }),
    tables: () =>
      withClient(metrics, 'trial', async (client) => {
        const { rows } = await client.query<{ name: string }>(
          "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
        );
        return rows.map((row) => row.name);
      }),
  };
}

test('missing databases are made and each migration is applied once', async () => {
  const trial = await newTrial();
  const administration = trial.administration();
  expect(await administration.status()).toMatchObject({ running: true, metricsSchema: null });
  expect(await administration.migrate()).toEqual([
    { database: 'metrics', applied: ['0001-step'] },
    { database: 'risk', applied: ['0001-step'] },
  ]);
  await trial.write('metrics', 2, `CREATE TABLE second (id int);\n${record(2)}`);
  expect(await administration.migrate()).toEqual([
    { database: 'metrics', applied: ['0002-step'] },
    { database: 'risk', applied: [] },
  ]);
  expect(await trial.tables()).toEqual(['first', 'schema_migration', 'second']);
  expect(await administration.status()).toMatchObject({
    kind: 'external',
    metricsSchema: 2,
    riskSchema: 1,
    newestSchema: { metrics: 2, risk: 1 },
  });
});

test('with nothing to do it only looks which migrations each database has', async () => {
  const trial = await newTrial();
  const administration = trial.administration();
  await administration.migrate();
  await withClient(trial.metrics, 'trial', async (client) => {
    // Whoever wanted to change anything would wait for this until the test is given up.
    await client.query('BEGIN');
    await client.query('LOCK TABLE schema_migration, first IN SHARE MODE');
    expect(await administration.migrate()).toEqual([
      { database: 'metrics', applied: [] },
      { database: 'risk', applied: [] },
    ]);
    await client.query('ROLLBACK');
  });
});

test('six that start at once apply each migration once', async () => {
  const trial = await newTrial();
  await trial.write(
    'metrics',
    2,
    `SELECT pg_sleep(0.3);\nCREATE TABLE second (id int);\n${record(2)}`,
  );
  const reports = await Promise.all(
    Array.from({ length: 6 }, () => trial.administration().migrate()),
  );
  const applied = reports
    .flat()
    .flatMap(({ database, applied }) => applied.map((file) => `${database} ${file}`));
  expect(applied.sort()).toEqual(['metrics 0001-step', 'metrics 0002-step', 'risk 0001-step']);
});

test('a database migrated by a newer version is refused, and left as it is', async () => {
  const trial = await newTrial();
  await trial.administration().migrate();
  await withClient(trial.metrics, 'trial', (client) => client.query(record(7)));
  await expect(trial.administration().migrate()).rejects.toMatchObject({
    code: 'database-refused',
    message: expect.stringContaining('was migrated by a newer DR365 (schema 7, this one knows 1)'),
  });
});

test('a migration cut off at any of its statements leaves nothing, and is complete the next time', async () => {
  const trial = await newTrial();
  await trial.administration().migrate();
  const statements = [
    'CREATE TABLE second (id int);',
    'ALTER TABLE first ADD COLUMN added int;',
    'INSERT INTO first (id) VALUES (1);',
    record(2),
  ];
  for (let cut = 0; cut <= statements.length; cut += 1) {
    const suicide = 'SELECT pg_terminate_backend(pg_backend_pid());';
    const parts = [...statements.slice(0, cut), suicide, ...statements.slice(cut)];
    await trial.write('metrics', 2, parts.join('\n'));
    await expect(trial.administration().migrate()).rejects.toMatchObject({ code: 'database-down' });
    expect(await trial.tables()).toEqual(['first', 'schema_migration']);
    expect(await trial.administration().status()).toMatchObject({ metricsSchema: 1 });
  }
  await trial.write('metrics', 2, statements.join('\n'));
  await trial.administration().migrate();
  expect(await trial.tables()).toEqual(['first', 'schema_migration', 'second']);
});

test('a process killed while it migrates leaves no half schema and no lock', async () => {
  const trial = await newTrial();
  await trial.administration().migrate();
  const slow = `CREATE TABLE second (id int);\nSELECT pg_sleep(2);\n${record(2)}`;
  await trial.write('metrics', 2, slow);
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('migrate-program.ts', import.meta.url)), trial.folder],
    { stdio: ['pipe', 'ignore', 'ignore'] },
  );
  child.stdin.end(JSON.stringify(trial.external));
  const isMigrating = () =>
    withClient(trial.metrics, 'trial', async (client) => {
      const { rowCount } = await client.query(
        "SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(2)%' AND pid <> pg_backend_pid()",
      );
      return rowCount;
    });
  await expect.poll(isMigrating, { timeout: 20_000 }).toBe(1);
  child.kill('SIGKILL');
  expect(await trial.tables()).toEqual(['first', 'schema_migration']);
  expect(await trial.administration().migrate()).toMatchObject([{ applied: ['0002-step'] }, {}]);
});

test.for([
  ['does not record itself', 'CREATE TABLE second (id int);'],
  ['ends its transaction by itself', `${record(2)}\nCOMMIT;\nCREATE TABLE second (id int);`],
  ['records another number', `CREATE TABLE second (id int);\n${record(3)}`],
])('a migration that %s is a defect', async ([, sql]) => {
  const trial = await newTrial();
  await trial.administration().migrate();
  await trial.write('metrics', 2, sql ?? '');
  await expect(trial.administration().migrate()).rejects.toMatchObject({
    code: 'defect',
    message: expect.stringContaining('does not record itself in its own transaction'),
  });
});

test('migration files that skip a number are refused before anything is applied', async () => {
  const trial = await newTrial();
  await trial.write('metrics', 3, record(3));
  await expect(trial.administration().migrate()).rejects.toMatchObject({ code: 'defect' });
});

test('a server that does not answer ends with "database down"', async () => {
  const trial = await newTrial();
  const administration = createDatabaseAdministration({
    home: trial.folder,
    external: { ...trial.external, port: 1 },
    secrets: createInMemorySecrets(),
    journal: createInMemoryJournal(),
    migrationsFolder: trial.folder,
  });
  await expect(administration.migrate()).rejects.toMatchObject({ code: 'database-down' });
  expect(await administration.status()).toMatchObject({ running: false, serverVersion: null });
});

test('a wrong password ends with "database refused"', async () => {
  const trial = await newTrial();
  const administration = createDatabaseAdministration({
    home: trial.folder,
    external: { ...trial.external, password: 'wrong' },
    secrets: createInMemorySecrets(),
    journal: createInMemoryJournal(),
    migrationsFolder: trial.folder,
  });
  await expect(administration.ensureRunning()).rejects.toMatchObject({ code: 'database-refused' });
});
