import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Pass } from '../../src/domain/pass.ts';
import type { JournalRow } from '../../src/ports/journal.ts';
import type { AuditEntry } from '../../src/ports/risk-store.ts';
import { withClient } from '../../src/store/connection.ts';
import { openJournalRows } from '../../src/store/risk/journal-rows.ts';
import { openRiskStore } from '../../src/store/risk/risk-store.ts';
import { type FreshDatabases, freshDatabases } from '../fixtures/fresh-database.ts';
import { instant } from './store-rows.ts';

const pass = (digit: number, over: Partial<Pass> = {}): Pass => ({
  id: `0193e000-0000-7000-8000-00000000000${digit}`,
  command: 'run',
  startedAt: instant(digit),
  endedAt: null,
  status: 'running',
  exitCode: null,
  counts: {},
  ...over,
});
const entry: AuditEntry = {
  at: instant(1),
  door: 'mcp',
  tool: 'get_health_status',
  argumentsHash: 'a'.repeat(64),
  outcome: 'answered',
  durationMs: 1.5,
};
let databases: FreshDatabases;
beforeAll(async () => {
  databases = await freshDatabases();
});
afterAll(async () => {
  await databases.drop();
});

async function asOwner(text: string): Promise<Record<string, unknown>[]> {
  const owner = databases.connections.owner.risk;
  return withClient(owner, 'test', async (client) => (await client.query(text)).rows);
}

test('a pass is opened and closed, also when its opening was lost, and the newest comes first', async () => {
  const store = openRiskStore(databases.connections.analyst.risk);
  const closed = pass(1, {
    endedAt: instant(2),
    status: 'partial',
    exitCode: 10,
    counts: { 'sessions-new': 5 },
  });
  await store.openPass(pass(1));
  await store.openPass(pass(1));
  await store.closePass(closed);
  await store.closePass(pass(2, { status: 'interrupted' }));
  expect(await store.passes(5)).toEqual([pass(2, { status: 'interrupted' }), closed]);
  expect(await store.passes(1)).toHaveLength(1);
  await store.close();
});

test('a pass that was killed is called interrupted by the next one, one that lives is not', async () => {
  const open = () => openRiskStore(databases.connections.analyst.risk);
  const [killed, living, next] = [open(), open(), open()];
  await killed.openPass(pass(5));
  await living.openPass(pass(6));
  const lock =
    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = ";
  await asOwner(`${lock} (hashtext('${pass(5).id}')::bigint & 4294967295)::oid`);
  await next.openPass(pass(7));
  const byId = new Map((await next.passes(10)).map((one) => [one.id, one.status]));
  expect([5, 6, 7].map((digit) => byId.get(pass(digit).id))).toEqual([
    'interrupted',
    'running',
    'running',
  ]);
  await next.closePass(pass(7, { status: 'complete', exitCode: 0, endedAt: instant(8) }));
  await Promise.all([killed.close(), living.close(), next.close()]);
});

test('the audit is written through its function and tells which login called', async () => {
  const { mcp } = databases.connections;
  const store = openRiskStore(mcp.risk);
  await store.audit(entry);
  expect(await store.counts()).toMatchObject({ audit: 1, passes: expect.any(Number) });
  await store.close();
  expect(
    await asOwner('SELECT at, door, tool, outcome, duration_ms, recorded_by FROM audit'),
  ).toEqual([
    {
      at: instant(1),
      door: 'mcp',
      tool: 'get_health_status',
      outcome: 'answered',
      duration_ms: 1.5,
      recorded_by: mcp.risk.user,
    },
  ]);
});

test.each(["UPDATE audit SET tool = 'other'", 'DELETE FROM audit', 'TRUNCATE audit'])(
  'even the owner cannot run: %s',
  async (statement) => {
    await asOwner(
      `SELECT answers.record_audit(now(), 'cli', 't', '${entry.argumentsHash}', 'refused', 0)`,
    );
    await expect(asOwner(statement)).rejects.toThrow(/append only/);
  },
);

test('an audit row with a wrong word is refused', async () => {
  const store = openRiskStore(databases.connections.mcp.risk);
  await expect(store.audit({ ...entry, argumentsHash: 'password=secret' })).rejects.toMatchObject({
    code: 'defect',
  });
  await store.close();
});

test('journal rows are kept in one batch, whatever their text holds', async () => {
  const rows = openJournalRows(databases.connections.collector.risk);
  const row: JournalRow = {
    at: instant(3),
    level: 'info',
    kind: 'figure',
    component: 'collection',
    passId: pass(1).id,
    vbrServerId: 7,
    message: 'a "quoted", {braced} \\ text\0',
    data: { value: 1.5, unit: 'ms', path: 'C:\\x', missing: null, 'nul\0': 'a\0b' },
  };
  await rows.append([]);
  await rows.append([
    row,
    { ...row, passId: null, vbrServerId: null, level: 'error', kind: 'error' },
  ]);
  await rows.close();
  expect(
    await asOwner('SELECT message, data, pass_id, vbr_server_id FROM journal_event ORDER BY id'),
  ).toEqual([
    {
      message: 'a "quoted", {braced} \\ text',
      data: { value: 1.5, unit: 'ms', path: 'C:\\x', missing: null, nul: 'ab' },
      pass_id: pass(1).id,
      vbr_server_id: 7,
    },
    expect.objectContaining({ pass_id: null, vbr_server_id: null }),
  ]);
});
