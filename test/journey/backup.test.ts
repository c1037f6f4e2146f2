import { readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startSimulator } from '../../src/simulator/start-simulator.ts';
import { withClient } from '../../src/store/connection.ts';
import { type CommandLine, commandLine } from '../fixtures/command-line.ts';
import { databaseEnvironment } from '../fixtures/database-environment.ts';
import { everyRow } from '../fixtures/every-row.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import { simulatorEnvironment } from '../fixtures/simulator-environment.ts';

let commands: CommandLine;
let source: FreshDatabases;
let target: FreshDatabases;
let simulator: Awaited<ReturnType<typeof startSimulator>>;
let backup: string;

beforeAll(async () => {
  [commands, source, target, simulator] = await Promise.all([
    commandLine(),
    freshDatabases(),
    freshDatabases(),
    startSimulator({ scenario: 'troubled', seed: 7, now: new Date(), days: 14, jobs: 5 }),
  ]);
  backup = join(commands.home, 'backup.dr365.gz');
});
afterAll(async () => {
  await simulator.close();
  await commands.remove();
  await Promise.all([source.drop(), target.drop()]);
});

const of = (databases: FreshDatabases) => databaseEnvironment(databases.connections);

async function rowsOf({ connections }: FreshDatabases) {
  const { metrics, risk } = connections.owner;
  return { metrics: await everyRow(metrics), risk: await everyRow(risk) };
}

it('a collected and analysed estate comes back row by row and gives the same answers', async () => {
  const pass = await commands.run(['run'], {
    ...of(source),
    ...simulatorEnvironment(simulator),
  });
  expect(pass.exitCode, pass.stderr).toBe(0);
  await plantTheRest(source);
  const before = await rowsOf(source);
  expect(Object.keys(before.metrics)).toEqual(expect.arrayContaining([...metricsTables]));
  expect(Object.keys(before.risk)).toEqual(expect.arrayContaining([...riskTables]));

  const exported = await commands.run(['db', 'export', '--out', backup, '--json'], of(source));
  expect(exported.exitCode, exported.stderr).toBe(0);
  const rows = [before.metrics, before.risk].flatMap((tables) => Object.values(tables).flat());
  expect(JSON.parse(exported.stdout)).toMatchObject({ rows: rows.length, duringPass: false });
  const text = gunzipSync(await readFile(backup)).toString('utf8');
  const { DB_PASSWORD = '', DB_MCP_PASSWORD = '' } = of(source);
  for (const secret of [simulator.password, DB_PASSWORD, DB_MCP_PASSWORD]) {
    expect(secret.length).toBeGreaterThan(5);
    expect(text).not.toContain(secret);
  }

  const imported = await commands.run(['db', 'import', backup], of(target));
  expect(imported.exitCode, imported.stderr).toBe(0);
  expect(imported.stdout).toContain(`${rows.length} rows of`);
  expect(await rowsOf(target)).toEqual(before);
  const status = await commands.run(['db', 'status', '--json'], of(target));
  const { counts } = z
    .object({ counts: z.record(z.string(), z.number()) })
    .parse(JSON.parse(status.stdout));
  for (const [kind, table] of Object.entries(countedTables)) {
    expect([kind, counts[kind]]).toEqual([kind, before.metrics[table]?.length ?? 0]);
  }
  for (const tool of ['get_health_status', 'get_capacity_forecast', 'analyze_risks']) {
    const [one, other] = await Promise.all([answer(source, tool), answer(target, tool)]);
    expect(other, tool).toEqual(one);
    expect(JSON.stringify(one).length).toBeGreaterThan(500);
  }
  // Ten starts of a process: minutes on a machine that runs the other tests beside it.
}, 420_000);

it('files that cannot be read or written are told in a sentence, and an earlier backup stays', async () => {
  const kept = await readFile(backup);
  const said = async (options: readonly string[]) => {
    const { exitCode, stderr } = await commands.run(['db', ...options], of(target));
    expect(exitCode).toBe(40);
    return stderr;
  };
  expect(await said(['import', join(commands.home, 'none')])).toContain('cannot be read (ENOENT)');
  expect(await said(['import', commands.home])).toContain('cannot be read');
  const spoilt = join(commands.home, 'spoilt');
  await writeFile(spoilt, kept);
  await truncate(spoilt, kept.length - 20);
  expect(await said(['import', spoilt])).toContain('cut off');
  const damaged = Buffer.from(kept);
  damaged.writeUInt8(damaged.readUInt8(kept.length >> 1) ^ 0x55, kept.length >> 1);
  await writeFile(spoilt, damaged);
  expect(await said(['import', spoilt])).toContain('damaged');
  await writeFile(spoilt, 'PK\u0003\u0004 no backup');
  expect(await said(['import', spoilt])).toContain('is no DR365 backup');
  const nowhere = join(commands.home, 'no', 'folder');
  expect(await said(['export', '--out', nowhere])).toContain('could not be written (ENOENT)');
  expect(await readFile(backup)).toEqual(kept);
}, 420_000);

/** Filled by a pass over this estate and by what is planted here. */
const metricsTables = [
  ...[
    'backup',
    'backup_file',
    'backup_object',
    'capacity_day',
    'capacity_forecast',
    'capacity_sample',
  ],
  ...[
    'efficiency_part',
    'failure_group',
    'finding',
    'finding_history',
    'job',
    'log_record',
    'log_state',
  ],
  ...[
    'repository',
    'restore_point',
    'run',
    'run_cause',
    'session',
    'source_state',
    'surebackup_result',
    'task',
  ],
];
/** Kinds that `db status` counts, by the table that holds them. */
const countedTables = {
  ...{ sessions: 'session', runs: 'run', tasks: 'task', logs: 'log_record', causes: 'run_cause' },
  ...{ 'capacity-samples': 'capacity_sample', 'capacity-days': 'capacity_day' },
  ...{ 'capacity-forecasts': 'capacity_forecast', 'surebackup-results': 'surebackup_result' },
  ...{ 'efficiency-parts': 'efficiency_part', 'finding-history': 'finding_history' },
  ...{ 'job-versions': 'job_version', 'server-fact-history': 'server_fact_history' },
};
const riskTables = [
  'audit',
  'inventory_machine',
  'journal_event',
  'pass',
  'plan',
  'plan_fact',
  'risk',
  'risk_acceptance',
];

async function plantTheRest({ connections }: FreshDatabases): Promise<void> {
  await withClient(connections.owner.metrics, 'plant', (client) =>
    client.query(
      "INSERT INTO surebackup_result VALUES (1, 'vm', now(), NULL, 'passed', 'passed', 'skipped', 'failed')",
    ),
  );
  await withClient(connections.owner.risk, 'plant', (client) =>
    client.query(`
      INSERT INTO inventory_machine VALUES (1, 'machine', NULL, now());
      INSERT INTO risk_acceptance (vbr_server_id, risk_id, owner, reason, accepted_at, expires_at, accepted_score)
      SELECT vbr_server_id, id, 'me', 'why', now(), now() + interval '9 days', score FROM risk LIMIT 1;
      SELECT answers.record_audit(now(), 'cli', 't', repeat('a', 64), 'answered', 1);`),
  );
}

const told = z.record(z.string(), z.unknown());

/** What a tool says, without when it was asked and how long ago things were then. */
async function answer(databases: FreshDatabases, tool: string): Promise<unknown> {
  const { exitCode, stdout, stderr } = await commands.run(['tool', tool, '--json'], of(databases));
  expect(exitCode, stderr).toBe(0);
  return told.parse(JSON.parse(stdout, (key, value) => (/^asOf$|age/i.test(key) ? null : value)));
}
