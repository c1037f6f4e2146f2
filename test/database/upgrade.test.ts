import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { escapeIdentifier } from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createDatabaseAdministration } from '../../src/store/administration.ts';
import { type ConnectionSettings, withClient } from '../../src/store/connection.ts';
import { openRiskStore } from '../../src/store/risk/risk-store.ts';
import { everyRow } from '../fixtures/every-row.ts';
import { createInMemoryJournal } from '../fixtures/in-memory-journal.ts';
import { createInMemorySecrets } from '../fixtures/in-memory-secrets.ts';
import { projectRoot } from '../house/planted-checkout.ts';

const packaged = join(projectRoot, 'migrations');

/** The shipped migrations without the newest of the metrics database: the program of one version ago. */
async function previousMigrations(): Promise<{ readonly folder: string; readonly newest: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'dr365-previous-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(packaged, folder, { recursive: true });
  const newest = (await readdir(join(folder, 'metrics'))).sort().at(-1) ?? '';
  await rm(join(folder, 'metrics', newest));
  return { folder, newest };
}

test('an upgrade from the previous schema keeps every row, and the program of before then refuses politely', async () => {
  const { folder, newest } = await previousMigrations();
  const { owner, collector, analyst, remediation, mcp } = inject('templateConnections');
  const { database: _, ...server } = owner.metrics;
  const suffix = randomUUID().slice(0, 8);
  const names = { metrics: `upgrade_metrics_${suffix}`, risk: `upgrade_risk_${suffix}` };
  onTestFinished(() => dropAll({ ...server, database: 'postgres' }, Object.values(names)));
  const administered = (migrationsFolder: string) =>
    createDatabaseAdministration({
      home: folder,
      external: {
        ...server,
        metricsDatabase: names.metrics,
        riskDatabase: names.risk,
        members: {
          collector: collector.risk,
          analyst: analyst.risk,
          remediation: remediation.risk,
          mcp: mcp.risk,
        },
      },
      secrets: createInMemorySecrets(),
      journal: createInMemoryJournal(),
      migrationsFolder,
    });
  await administered(folder).migrate();
  const metrics = { ...server, database: names.metrics };
  await withClient(metrics, 'upgrade', (client) => client.query(someData));
  await keepPass({ ...analyst.risk, database: names.risk });
  const before = await everyRow(metrics);
  expect(Object.keys(before).sort()).toEqual(['session', 'vbr_server']);

  const [report] = await administered(packaged).migrate();
  expect(report?.applied).toEqual([newest.replace('.sql', '')]);
  expect(await everyRow(metrics)).toMatchObject(before);
  const { metricsSchema, newestSchema } = await administered(packaged).status();
  expect(metricsSchema).toBe(newestSchema.metrics);
  const risk = openRiskStore({ ...mcp.risk, database: names.risk });
  expect((await risk.passes(5)).map(({ status }) => status)).toEqual(['complete']);
  await risk.close();

  await expect(administered(folder).migrate()).rejects.toMatchObject({
    code: 'database-refused',
    next: expect.stringContaining('newer DR365'),
  });
  expect(await everyRow(metrics)).toMatchObject(before);
});

const someData = `
  INSERT INTO vbr_server (entry, address, revision) VALUES ('main', 'vbr.example:9419', '1.3-rev2');
  SELECT ensure_session_partitions('2026-10-01', '2026-11-01');
  INSERT INTO session (vbr_server_id, id, created_at, name, session_type, state, is_canceled, is_recheck_retry)
  SELECT (SELECT id FROM vbr_server), 'session-' || number, '2026-10-20'::timestamptz + number * interval '1 hour',
         'Job ' || number, 'BackupJob', 'Stopped', false, false
  FROM generate_series(1, 500) AS number`;

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
