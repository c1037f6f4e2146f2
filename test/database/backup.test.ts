import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { exportToFile, importFromFile } from '../../src/app/database-backup.ts';
import { withClient } from '../../src/store/connection.ts';
import { everyRow } from '../fixtures/every-row.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import { createInMemoryJournal } from '../fixtures/in-memory-journal.ts';
import { exported, imported, plantHistory, withLine } from './backup-parts.ts';

let source: FreshDatabases;
let plain: Buffer;
beforeAll(async () => {
  source = await freshDatabases();
  await plantHistory(source.connections.owner);
  plain = await exported(source.connections.owner);
});
afterAll(() => source.drop());

async function emptyTarget(): Promise<FreshDatabases> {
  const target = await freshDatabases();
  onTestFinished(() => target.drop());
  return target;
}

async function rowsOf(databases: FreshDatabases) {
  const { metrics, risk } = databases.connections.owner;
  return { metrics: await everyRow(metrics), risk: await everyRow(risk) };
}

function asOwner<Row>(databases: FreshDatabases, kind: 'metrics' | 'risk', text: string) {
  return withClient(databases.connections.owner[kind], 'test', async (client): Promise<Row[]> => {
    return (await client.query(text)).rows;
  });
}

const empty = { metrics: {}, risk: {} };

test('every row comes back; numbers go on behind them, months lie in partitions, roles may work', async () => {
  const target = await emptyTarget();
  const report = await imported(target.connections.owner, plain, { pieceBytes: 7 });
  const rows = await rowsOf(source);
  expect(await rowsOf(target)).toEqual(rows);
  const counted = [rows.metrics, rows.risk].flatMap((tables) => Object.values(tables).flat());
  expect(report).toMatchObject({ rows: counted.length, doneBefore: [] });
  expect(counted.length).toBeGreaterThan(1500);
  const places = await asOwner<{ place: string; rows: number }>(
    target,
    'metrics',
    'SELECT tableoid::regclass::text AS place, count(*)::int AS rows FROM session GROUP BY 1 ORDER BY 1',
  );
  expect(places.map(({ place }) => place)).toEqual([
    'session_202609',
    'session_202610',
    'session_202611',
    'session_default',
  ]);
  const server = await withClient(target.connections.collector.metrics, 'test', (client) =>
    client.query(
      "INSERT INTO vbr_server (entry, address, revision) VALUES ('new', 'x', '1.3-rev2') RETURNING id",
    ),
  );
  expect(server.rows).toEqual([{ id: 7 }]);
  await withClient(target.connections.mcp.risk, 'test', (client) =>
    client.query("SELECT answers.record_audit(now(), 'cli', 't', repeat('b', 64), 'answered', 1)"),
  );
  const newest = await asOwner(target, 'risk', 'SELECT max(id)::int AS id FROM audit');
  expect(newest).toEqual([{ id: 6 }]);
});

const refused: ReadonlyArray<readonly [string, (plain: Buffer) => Buffer, string]> = [
  ['is empty', () => Buffer.alloc(0), 'is no DR365 backup'],
  ['is foreign', () => Buffer.from('PGDMP\n'.repeat(50)), 'is no DR365 backup'],
  ['is other JSON', () => Buffer.from('{"a":1}\n'), 'is no DR365 backup'],
  ['ends after a tenth', (plain) => plain.subarray(0, plain.length / 10), 'cut off'],
  ['ends within the last line', (plain) => plain.subarray(0, plain.length - 5), 'cut off'],
  [
    'ends before its last line',
    (plain) => plain.subarray(0, plain.lastIndexOf('{"end"')),
    'cut off',
  ],
  ['has another letter in a row', (plain) => withLine(plain, /Job 77/, 'Job 78'), 'damaged'],
  ['lacks a row', (plain) => withLine(plain, /6\ts77\t[^\n]*\n/, ''), 'damaged'],
  ['counts other rows', (plain) => withLine(plain, /"rows":1502,/, '"rows":1501,'), 'damaged'],
  ['lacks a table', (plain) => withLine(plain, /"tables":\d+/, '"tables":1'), 'damaged'],
  ['goes on behind its end', (plain) => Buffer.concat([plain, Buffer.from('x\n')]), 'damaged'],
  [
    'names a table that is none',
    (plain) => withLine(plain, /"table":"run"/, '"table":"pg_authid"'),
    'damaged',
  ],
  [
    'names a column that is none',
    (plain) => withLine(plain, /"message","first_attempt_ended_at"/, '"x","message"'),
    'damaged',
  ],
  [
    'a newer schema made',
    (plain) => withLine(plain, /"schema":\{"metrics":\d+/, '"schema":{"metrics":999'),
    'newer DR365',
  ],
  [
    'a newer format made',
    (plain) => withLine(plain, /"dr365Backup":1/, '"dr365Backup":2'),
    'newer DR365',
  ],
];

test('nothing is written from a backup that is cut off, damaged, foreign or newer', async () => {
  const target = await emptyTarget();
  for (const [what, spoil, says] of refused) {
    const refusal = imported(target.connections.owner, spoil(plain));
    await expect(refusal, what).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining(says),
    });
    expect(await rowsOf(target), what).toEqual(empty);
  }
  // And the databases are as good as before.
  await imported(target.connections.owner, plain);
});

test('databases are made ready only for a backup that is whole', async () => {
  const target = await emptyTarget();
  let preparations = 0;
  const prepare = async () => {
    preparations += 1;
  };
  const cut = plain.subarray(0, plain.length - 20);
  await expect(imported(target.connections.owner, cut, { prepare })).rejects.toThrow('cut off');
  expect(preparations).toBe(0);
  await imported(target.connections.owner, plain, { prepare });
  expect(preparations).toBe(1);
});

test('an interruption says that there is no new backup, and that nothing was imported', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dr365-interrupted-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const target = await emptyTarget();
  const file = join(folder, 'backup.gz');
  const of = ({ connections }: FreshDatabases) => ({
    journal: createInMemoryJournal(),
    administration: { owner: async () => connections.owner, migrate: async () => [] },
  });
  const world = { version: '0.0.0', clock: { now: () => new Date() } };
  const whole = { file, progress: () => {}, signal: new AbortController().signal };
  const interrupted = () => {
    const controller = new AbortController();
    return { file, progress: () => controller.abort(), signal: controller.signal };
  };
  await exportToFile(world, of(source), whole);
  const before = await readFile(file);
  await expect(exportToFile(world, of(source), interrupted())).rejects.toMatchObject({
    code: 'interrupted',
    means: 'there is no new backup',
  });
  expect(await readFile(file)).toEqual(before);
  expect(await readdir(folder)).toEqual(['backup.gz']);

  await expect(importFromFile(of(target), interrupted())).rejects.toMatchObject({
    code: 'interrupted',
    means: 'nothing was written',
  });
  expect(await rowsOf(target)).toEqual(empty);
});

test.each(['metrics', 'risk'] as const)(
  'a %s database with rows of its own is left as it is, and so is the other one',
  async (kind) => {
    const target = await emptyTarget();
    const own = {
      metrics: "INSERT INTO vbr_server (entry, address, revision) VALUES ('own', 'x', 'y')",
      risk: "INSERT INTO pass VALUES (gen_random_uuid(), 'run', now(), now(), 'complete', 0, '{}')",
    };
    await asOwner(target, kind, own[kind]);
    const before = await rowsOf(target);
    await expect(imported(target.connections.owner, plain)).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining(`The ${kind} database holds rows already`),
    });
    expect(await rowsOf(target)).toEqual(before);
  },
);

test('when the second commit fails it is said, and importing the same file again goes on there', async () => {
  const target = await emptyTarget();
  await asOwner(
    target,
    'risk',
    `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'at the commit'; END $$;
     CREATE CONSTRAINT TRIGGER fails AFTER INSERT ON pass DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail()`,
  );
  await expect(imported(target.connections.owner, plain)).rejects.toMatchObject({
    message: expect.stringContaining('import the same file again'),
  });
  const rows = await rowsOf(source);
  expect(await rowsOf(target)).toEqual({ metrics: rows.metrics, risk: {} });
  // Another backup is not taken for the rest of this one.
  const other = await exported(source.connections.owner);
  await expect(imported(target.connections.owner, other)).rejects.toMatchObject({
    message: expect.stringContaining('holds rows already'),
  });
  await asOwner(target, 'risk', 'DROP FUNCTION fail() CASCADE');
  expect(await imported(target.connections.owner, plain)).toMatchObject({
    doneBefore: ['metrics'],
  });
  expect(await rowsOf(target)).toEqual(rows);
  expect(await imported(target.connections.owner, plain)).toMatchObject({
    doneBefore: ['metrics', 'risk'],
  });
  expect(await rowsOf(target)).toEqual(rows);
});

test('a kill when all but the end was written leaves both databases empty', async () => {
  const target = await emptyTarget();
  const folder = await mkdtemp(join(tmpdir(), 'dr365-kill-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'backup');
  await writeFile(file, plain);
  const { metrics, risk } = target.connections.owner;
  const program = fileURLToPath(new URL('import-program.ts', import.meta.url));
  const child = spawn(process.execPath, [program, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify({ metrics, risk }));
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await rowsOf(target)).toEqual(empty);
  await imported(target.connections.owner, plain);
  expect(await rowsOf(target)).toEqual(await rowsOf(source));
});

test('rows that come while the export goes on are not in it', async () => {
  const before = await rowsOf(source);
  const meanwhile = await exported(source.connections.owner, async () => {
    await asOwner(source, 'metrics', "UPDATE run SET message = 'late'; DELETE FROM server_fact");
    await asOwner(source, 'risk', "UPDATE pass SET command = 'late'");
  });
  const target = await emptyTarget();
  await imported(target.connections.owner, meanwhile);
  expect(await rowsOf(target)).toEqual(before);
});
