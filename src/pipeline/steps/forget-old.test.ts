import { describe, expect, it } from 'vitest';
import {
  dailyServer,
  inMemoryPass,
  scriptedServer,
} from '../../../test/fixtures/in-memory-pass.ts';
import { retentionDays } from '../../app/retention-days.ts';
import { Fault, type FaultCode } from '../../domain/errors.ts';
import { type ForgettableKind, forgettableKinds } from '../../ports/retention-store.ts';
import { retentionSettings } from '../../settings/retention-settings.ts';
import type { Retention } from '../pass-request.ts';
import { runPass } from '../run-pass.ts';

const days = retentionDays(retentionSettings.parse({}));

/** A store that gives the numbers of a kind one after the other, and tells what it was asked for. */
function planted(portions: Partial<Record<ForgettableKind, readonly number[]>>) {
  const asked: { kind: ForgettableKind; before: Date }[] = [];
  const months: Date[] = [];
  const left = new Map(forgettableKinds.map((kind) => [kind, [...(portions[kind] ?? [])]]));
  const retention: Retention = {
    days,
    store: {
      prepareMonths: async (from, to) => void months.push(from, to),
      forget: async (kind, before) => {
        asked.push({ kind, before });
        const own = left.get(kind) ?? [];
        return { rows: own.shift() ?? 0, isDone: own.length === 0 };
      },
    },
  };
  return { retention, asked, months };
}

describe('old history', () => {
  it('goes at the end of a pass kind by kind, each by its own age, counted and journalled', async () => {
    const { retention, asked, months } = planted({
      runs: [3, 2],
      'session-months': [7],
      sessions: [1],
    });
    const { request, journal } = inMemoryPass([scriptedServer('main', dailyServer())]);
    const { pass, exitCode } = await runPass({ ...request, retention });
    expect(exitCode).toBe(0);
    expect(pass.counts).toMatchObject({ 'forgotten-runs': 5, 'forgotten-sessions': 8 });
    expect([...new Set(asked.map(({ kind }) => kind))]).toEqual(forgettableKinds);
    for (const { kind, before } of asked) {
      expect(pass.startedAt.getTime() - before.getTime()).toBe(days[kind] * 86_400_000);
    }
    expect(months[0]).toEqual(pass.startedAt);
    expect(Number(months[1]) - Number(months[0])).toBe(62 * 86_400_000);
    const told = journal.entries.filter(({ component }) => component === 'retention');
    expect(told.map(({ message }) => message)).toContain('old history removed');
  });

  it('goes over several passes when there is much of it', async () => {
    const { retention } = planted({ logs: Array.from({ length: 25 }, () => 10) });
    const { request, at } = inMemoryPass([scriptedServer('main', dailyServer())]);
    const first = await runPass({ ...request, retention });
    expect(first.pass.counts['forgotten-logs']).toBe(200);
    at(new Date(first.pass.startedAt.getTime() + 3_600_000));
    const second = await runPass({ ...request, retention });
    expect(second.pass.counts['forgotten-logs']).toBe(50);
  });

  it.each([
    ['defect', 'partial'],
    ['database-refused', 'partial'],
  ] as const)(
    'a %s leaves the rest for the next pass and does not undo the pass',
    async (code, status) => {
      const { request } = inMemoryPass([scriptedServer('main', dailyServer())]);
      const { pass, exitCode } = await runPass({ ...request, retention: failing(code) });
      expect(exitCode).toBe(10);
      expect(pass.status).toBe(status);
      expect(pass.counts).toMatchObject({ 'retention-failed': 1, 'sessions-new': 81 });
    },
  );

  it('a database that is down ends the pass', async () => {
    const { request } = inMemoryPass([scriptedServer('main', dailyServer())]);
    const pass = runPass({ ...request, retention: failing('database-down') });
    await expect(pass).rejects.toMatchObject({ code: 'database-down' });
  });
});

function failing(code: FaultCode): Retention {
  const { retention } = planted({});
  const forget = () => Promise.reject(new Fault({ code, happened: 'a', means: 'b', next: 'c' }));
  return { ...retention, store: { ...retention.store, forget } };
}
