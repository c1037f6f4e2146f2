import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { escapeIdentifier } from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import {
  type AdministeredDatabases,
  createDatabaseAdministration,
} from '../../src/store/administration.ts';
import { type ConnectionSettings, withClient } from '../../src/store/connection.ts';
import { openRiskStore } from '../../src/store/risk/risk-store.ts';
import { everyRow } from '../fixtures/every-row.ts';
import { createInMemoryJournal } from '../fixtures/in-memory-journal.ts';
import { createInMemorySecrets } from '../fixtures/in-memory-secrets.ts';
import { projectRoot } from '../house/planted-checkout.ts';
import { exported, imported } from './backup-parts.ts';

const packaged = join(projectRoot, 'migrations');

/** A copy that a test may take files from. */
async function shippedMigrations(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dr365-previous-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(packaged, folder, { recursive: true });
  return folder;
}

/** The shipped migrations without the newest of each database: the program of one version ago. */
async function previousMigrations(): Promise<{
  readonly folder: string;
  readonly newest: readonly string[];
}> {
  const folder = await shippedMigrations();
  const newest: string[] = [];
  for (const database of ['metrics', 'risk']) {
    const file = (await readdir(join(folder, database))).sort().at(-1) ?? '';
    await rm(join(folder, database, file));
    newest.push(file.replace('.sql', ''));
  }
  return { folder, newest };
}

interface Place {
  readonly metrics: ConnectionSettings;
  readonly risk: ConnectionSettings;
  readonly administered: (migrationsFolder: string) => AdministeredDatabases;
}

/** Two databases that are still to be made, and their administration by a program with these migrations. */
function newPlace(home: string): Place {
  const { owner, collector, analyst, remediation, mcp } = inject('templateConnections');
  const { database: _, ...server } = owner.metrics;
  const suffix = randomUUID().slice(0, 8);
  const names = { metrics: `upgrade_metrics_${suffix}`, risk: `upgrade_risk_${suffix}` };
  onTestFinished(() => dropAll({ ...server, database: 'postgres' }, Object.values(names)));
  const members = {
    collector: collector.risk,
    analyst: analyst.risk,
    remediation: remediation.risk,
    mcp: mcp.risk,
  };
  return {
    metrics: { ...server, database: names.metrics },
    risk: { ...server, database: names.risk },
    administered: (migrationsFolder) =>
      createDatabaseAdministration({
        home,
        external: { ...server, metricsDatabase: names.metrics, riskDatabase: names.risk, members },
        secrets: createInMemorySecrets(),
        journal: createInMemoryJournal(),
        migrationsFolder,
      }),
  };
}

async function rowsOf({ metrics, risk }: Place) {
  return { metrics: await everyRow(metrics), risk: await everyRow(risk) };
}

test('an upgrade from the previous schema keeps every row, a backup of before comes back as it does, and the program of before then refuses politely', async () => {
  const { folder, newest } = await previousMigrations();
  const place = newPlace(folder);
  const { analyst, mcp } = inject('templateConnections');
  await place.administered(folder).migrate();
  await withClient(place.metrics, 'upgrade', (client) => client.query(someData));
  await withClient(place.risk, 'upgrade', (client) => client.query(someRisks));
  await keepPass({ ...analyst.risk, database: place.risk.database });
  const before = await rowsOf(place);
  expect(Object.keys(before.metrics)).toEqual(['capacity_day', 'run', 'session', 'vbr_server']);
  expect(Object.keys(before.risk)).toEqual([
    'audit',
    'journal_event',
    'pass',
    'risk',
    'risk_acceptance',
  ]);
  const backup = await exported(place);

  const reports = await place.administered(packaged).migrate();
  expect(reports.map(({ applied }) => applied)).toEqual(newest.map((file) => [file]));
  // The newest migration adds a table and changes no row.
  expect(await rowsOf(place)).toEqual(before);
  const { metricsSchema, riskSchema, newestSchema } = await place.administered(packaged).status();
  expect({ metrics: metricsSchema, risk: riskSchema }).toEqual(newestSchema);
  const risk = openRiskStore({ ...mcp.risk, database: place.risk.database });
  expect((await risk.passes(5)).map(({ status }) => status)).toEqual(['complete']);
  await risk.close();

  await expect(place.administered(folder).migrate()).rejects.toMatchObject({
    code: 'database-refused',
    next: expect.stringContaining('newer DR365'),
  });
  expect(await rowsOf(place)).toEqual(before);

  const other = newPlace(folder);
  await other.administered(packaged).migrate();
  await imported(other, backup);
  expect(await rowsOf(other)).toEqual(before);
  expect(await other.administered(packaged).status()).toMatchObject({
    metricsSchema: newestSchema.metrics,
    riskSchema: newestSchema.risk,
  });
  expect(await shapeOf(other)).toEqual(await shapeOf(place));
});

/** A place with some rows, as the last program before this migration left it. */
async function placeBefore(migration: string, rows: string): Promise<Place> {
  const folder = await shippedMigrations();
  for (const file of await readdir(join(folder, 'metrics'))) {
    if (file >= migration) await rm(join(folder, 'metrics', file));
  }
  const place = newPlace(folder);
  await place.administered(folder).migrate();
  await withClient(place.metrics, 'upgrade', (client) => client.query(rows));
  return place;
}

test('an upgrade knows where the first reading began, and no reasons of restores', async () => {
  const place = await placeBefore('0013', someData);
  const before = await everyRow(place.metrics);
  await place.administered(packaged).migrate();
  const { session = [], collection_cursor: cursors } = await everyRow(place.metrics);
  expect(cursors).toEqual([
    { vbr_server_id: 1, source: 'earlier-sessions', position: '2026-10-20T01:00:00+00:00' },
  ]);
  const told = z.array(z.looseObject({}));
  expect(session).toEqual(
    told.parse(before['session']).map((row) => ({ ...row, restore_reason: null })),
  );
});

test('an upgrade lets the groups that an older program made be made anew', async () => {
  const place = await placeBefore('0012', someCauses);
  await place.administered(packaged).migrate();
  const { group_mark: marks } = await everyRow(place.metrics);
  expect(marks).toEqual([
    { vbr_server_id: 1, cause_key: 'network', changed_since: '2026-11-01T00:00:00+00:00' },
    { vbr_server_id: 1, cause_key: 'space', changed_since: '2026-11-20T00:00:00+00:00' },
  ]);
});

/** Tables, columns, indexes, functions and rights of both databases, in words. */
async function shapeOf({ metrics, risk }: Place): Promise<readonly unknown[]> {
  const read = (connection: ConnectionSettings) =>
    withClient(connection, 'upgrade', async (client) => {
      const { rows } = await client.query(
        `SELECT c.oid::regclass::text AS name, c.relkind AS kind, c.relacl::text AS rights,
           ARRAY(SELECT attname::text || format_type(atttypid, atttypmod) FROM pg_attribute
             WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped ORDER BY attnum) AS columns
         FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace
         WHERE nspname IN ('public', 'answers', 'retention') AND relkind IN ('r', 'p', 'v', 'i', 'I', 'S')
         UNION ALL SELECT oid::regprocedure::text, 'f', proacl::text, NULL FROM pg_proc
         WHERE pronamespace::regnamespace::text IN ('public', 'answers', 'retention') ORDER BY 1`,
      );
      return rows;
    });
  return [...(await read(metrics)), ...(await read(risk))];
}

const someData = `
  INSERT INTO vbr_server (entry, address, revision) VALUES ('main', 'vbr.example:9419', '1.3-rev2');
  SELECT ensure_session_partitions('2026-10-01', '2026-11-01');
  INSERT INTO session (vbr_server_id, id, created_at, name, session_type, state, is_canceled, is_recheck_retry)
  SELECT (SELECT id FROM vbr_server), 'session-' || number, '2026-10-20'::timestamptz + number * interval '1 hour',
         'Job ' || number, 'BackupJob', 'Stopped', false, false
  FROM generate_series(1, 500) AS number;
  INSERT INTO run (vbr_server_id, id, job_id, started_at, outcome, first_attempt_outcome, attempts, grouping, session_ids, last_attempt_started_at)
  SELECT (SELECT id FROM vbr_server), 'session-' || number, 'job', '2024-01-20'::timestamptz + number * interval '1 hour',
         'failed', 'failed', 1, 'exact', ARRAY['session-' || number], '2024-01-20'
  FROM generate_series(1, 50) AS number;
  INSERT INTO capacity_day SELECT (SELECT id FROM vbr_server), 'r', '2024-01-20'::date + number, '2024-01-20', 1, 1, 1, true, 'imported'
  FROM generate_series(1, 50) AS number`;

const someCauses = `
  INSERT INTO run_cause (vbr_server_id, run_id, workload, job_id, run_started_at, session_id, at, outcome, cause_class,
    cause_key, fingerprint, text, components)
  SELECT 1, 'run-' || number, '', 'job', at, 'session', at, 'failed', key, key, '', 'text', '[]'
  FROM (VALUES (1, 'network', '2026-11-02'::timestamptz), (2, 'network', '2026-11-01'), (3, 'space', '2026-11-20'))
    AS cause (number, key, at)`;

const someRisks = `
  INSERT INTO journal_event (at, level, kind, component, message, data)
  SELECT '2020-01-01', 'info', 'action', 'c', 'm ' || number, '{}' FROM generate_series(1, 40) AS number;
  INSERT INTO audit (at, door, tool, arguments_hash, outcome, duration_ms)
  SELECT '2020-01-01', 'cli', 't', repeat('a', 64), 'answered', 1 FROM generate_series(1, 5);
  INSERT INTO risk (vbr_server_id, id, category, kind, subject_kind, subject_id, subject_name, tier, score, impact, confidence,
    is_confirmed, first_seen_at, as_of, pass_id, document)
  VALUES (1, 'risk-1', 'c', 'k', 'job', 'j', 'Job', 'HIGH', 50, 1, 1, true, now(), now(), gen_random_uuid(), '{}');
  INSERT INTO risk_acceptance (vbr_server_id, risk_id, owner, reason, accepted_at, expires_at, accepted_score)
  VALUES (1, 'risk-1', 'me', 'why', now(), now() + interval '1 day', 50)`;

async function keepPass(connection: ConnectionSettings): Promise<void> {
  const risk = openRiskStore(connection);
  const at = new Date('2026-11-20T06:00:00Z');
  const pass = {
    id: randomUUID(),
    command: 'run',
    startedAt: at,
    endedAt: at,
    counts: {},
  } as const;
  await risk.openPass({ ...pass, status: 'running', endedAt: null, exitCode: null });
  await risk.closePass({ ...pass, status: 'complete', exitCode: 0 });
  await risk.close();
}

async function dropAll(maintenance: ConnectionSettings, names: readonly string[]): Promise<void> {
  await withClient(maintenance, 'upgrade', async (client) => {
    for (const name of names) {
      await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
    }
  });
}
