import { expect, test } from 'vitest';
import { dailyServer, inMemoryPass, scriptedServer } from '../../test/fixtures/in-memory-pass.ts';
import { createInMemoryRecoveryStore } from '../../test/fixtures/in-memory-recovery-store.ts';
import { hoursAgo, testNow } from '../../test/fixtures/in-memory-rows.ts';
import { Fault, type FaultCode } from '../domain/errors.ts';
import type { RestoreReason, SureBackupResult } from '../domain/recovery-evidence.ts';
import type { SessionHistory } from '../domain/session-history.ts';
import type { shellSourceNames } from '../domain/source-state.ts';
import type { RejectedRow } from '../ports/vbr-source.ts';
import type { ServerToRead } from './pass-request.ts';
import { runPass } from './run-pass.ts';

const dayMs = 86_400_000;
const result: SureBackupResult = {
  workload: 'sql01',
  testedAt: hoursAgo(20),
  job: 'Lab',
  boot: 'passed',
  ping: 'passed',
  script: 'skipped',
  contentScan: 'skipped',
};

interface Told {
  history: SessionHistory;
  reasons: readonly RestoreReason[];
  rejected: readonly RejectedRow[];
  notes: readonly string[];
  fault: Fault | null;
}

/** A server that is asked in PowerShell too; what it tells there can be changed between passes. */
function shelledPass() {
  const told: Told = {
    history: { keepsAll: false, weeks: 53 },
    reasons: [],
    rejected: [],
    notes: [],
    fault: null,
  };
  const sinces: Date[] = [];
  const reasonsSince: Date[] = [];
  const kept: SureBackupResult[] = [];
  const script = dailyServer();
  const plain = scriptedServer('main', script);
  const shelled: ServerToRead = {
    ...plain,
    shell: {
      sureBackupResults: async (since: Date) => {
        sinces.push(since);
        if (told.fault !== null) throw told.fault;
        const { rejected, notes } = told;
        return { rows: [result], rejected, notes };
      },
      restoreReasons: async (since: Date) => {
        reasonsSince.push(since);
        return { rows: told.reasons, rejected: [], notes: [] };
      },
      sessionHistory: async () => ({ rows: [told.history], rejected: [], notes: [] }),
    },
  };
  const pass = inMemoryPass([shelled]);
  const recovery = createInMemoryRecoveryStore({
    keepSureBackup: async (results) => {
      const rows = [...results.values()].flat();
      kept.push(...rows);
      return { inserted: rows.length, changed: 0 };
    },
  });
  const run = (servers = [shelled]) => runPass({ ...pass.request, recovery, servers });
  const stateOf = (name: (typeof shellSourceNames)[number]) =>
    pass.estate.of(1).sourceStates.get(name);
  return { ...pass, told, sinces, reasonsSince, kept, plain, script, run, stateOf };
}

function fault(code: FaultCode): Fault {
  return new Fault({ code, happened: 'PowerShell met it', means: 'nothing', next: 'look' });
}

test('what PowerShell tells is read after REST, kept, and reported like every other source', async () => {
  const { run, kept, sinces, stateOf, request } = shelledPass();
  const { servers, exitCode } = await run();
  expect(exitCode).toBe(0);
  const [server] = servers;
  expect(server?.sources.slice(-3)).toMatchObject([
    { source: 'surebackup-results', availability: 'available', rowsSeen: 1, reason: null },
    { source: 'restore-reasons', availability: 'available', rowsSeen: 0, reason: null },
    { source: 'session-history', availability: 'available', rowsSeen: 1, reason: null },
  ]);
  expect(server?.counts).toMatchObject({ 'surebackup-results-new': 1 });
  expect(kept).toEqual([result]);
  const { historyDays } = request.settings.collection;
  expect(sinces).toEqual([new Date(testNow.getTime() - historyDays * dayMs)]);
  expect(stateOf('session-history')).toMatchObject({ availability: 'available', reason: null });
});

test('the next pass reads a day of overlap; after a machine that was turned away the whole history', async () => {
  const { run, sinces, told, at, script, request } = shelledPass();
  await run();
  at(hoursAgo(-30));
  script.now = hoursAgo(-30);
  await run();
  expect(sinces[1]).toEqual(hoursAgo(24));
  told.rejected = [{ id: null, reason: 'web01: "Maybe" is no verdict' }];
  await run();
  await run();
  const { historyDays } = request.settings.collection;
  expect(sinces[3]).toEqual(new Date(hoursAgo(-30).getTime() - historyDays * dayMs));
});

test('reasons of restores are asked for as far back as sessions are, and those of no known restore are counted', async () => {
  const { run, told, script, reasonsSince, stateOf, request } = shelledPass();
  const [known] = script.sessions;
  const reasonOf = (sessionId: string) => ({ sessionId, startedAt: testNow, reason: 'drill' });
  told.reasons = [reasonOf(known?.id ?? ''), reasonOf('other')];
  const { servers, exitCode } = await run();
  expect(exitCode).toBe(0);
  expect(servers[0]?.counts).toMatchObject({
    'restore-reasons-changed': 1,
    'restore-reasons-of-unknown': 1,
  });
  const { historyDays } = request.settings.collection;
  expect(reasonsSince).toEqual([new Date(testNow.getTime() - historyDays * dayMs)]);
  expect(stateOf('restore-reasons')).toMatchObject({
    availability: 'available',
    reason: 'PowerShell told reasons of 2 restores, and REST shows no such restore for 1 of them',
  });
  told.reasons = told.reasons.slice(0, 1);
  await run();
  expect(stateOf('restore-reasons')?.reason).toBeNull();
  expect(reasonsSince).toHaveLength(2);
});

test('a history that VBR deletes before it is read is told with both spans', async () => {
  const { run, told, stateOf } = shelledPass();
  told.history = { keepsAll: false, weeks: 2 };
  expect((await run()).exitCode).toBe(0);
  expect(stateOf('session-history')).toMatchObject({
    availability: 'available',
    reason: expect.stringMatching(/deletes sessions after 2 weeks and \d+ days are to be read/),
  });
  told.history = { keepsAll: true, weeks: 2 };
  await run();
  expect(stateOf('session-history')?.reason).toBeNull();
});

test.each([
  ['server-answer-unreadable', 'failed', 10],
  ['settings-invalid', 'failed', 10],
  ['source-forbidden', 'forbidden', 0],
  ['source-unsupported', 'unsupported', 0],
] as const)(
  '%s in PowerShell is %s, keeps nothing, and leaves REST alone',
  async (code, availability, exitCode) => {
    const { run, told, kept, stateOf, estate } = shelledPass();
    told.fault = fault(code);
    expect((await run()).exitCode).toBe(exitCode);
    expect(stateOf('surebackup-results')).toMatchObject({ availability });
    expect(stateOf('session-history')).toMatchObject({ availability: 'available' });
    expect(estate.of(1).sourceStates.get('sessions')).toMatchObject({ availability: 'available' });
    expect(kept).toEqual([]);
  },
);

test('oddities of output that was taken are in the journal', async () => {
  const { run, told, journal } = shelledPass();
  told.notes = ['2 lines came before the first record'];
  await run();
  expect(journal.entries.filter(({ message }) => message === 'odd output')).toMatchObject([
    { data: { source: 'surebackup-results', note: '2 lines came before the first record' } },
  ]);
});

test('switched off, nothing is asked, and what was read before says so', async () => {
  const { run, plain, sinces, stateOf } = shelledPass();
  await run([plain]);
  expect(stateOf('surebackup-results')).toBeUndefined();
  await run();
  const { servers } = await run([plain]);
  expect(sinces).toHaveLength(1);
  expect(servers[0]?.sources.map(({ source }) => source)).not.toContain('surebackup-results');
  expect(stateOf('surebackup-results')).toMatchObject({
    availability: 'unsupported',
    lastAvailableAt: testNow,
    reason: expect.stringContaining('powershell.enabled'),
  });
});

test('a server that is not reached is not asked in PowerShell either, and says so', async () => {
  const { run, script, sinces, stateOf } = shelledPass();
  await run();
  script.onRequest = (name) => {
    if (name === 'connect') throw fault('server-unreachable');
  };
  await run();
  expect(sinces).toHaveLength(1);
  expect(stateOf('surebackup-results')).toMatchObject({ availability: 'failed' });
});
