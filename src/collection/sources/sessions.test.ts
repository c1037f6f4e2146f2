import { describe, expect, it } from 'vitest';
import { createInMemoryCollectionStore } from '../../../test/fixtures/in-memory-collection-store.ts';
import { createInMemoryEstate } from '../../../test/fixtures/in-memory-estate.ts';
import { createInMemoryJournal } from '../../../test/fixtures/in-memory-journal.ts';
import {
  failedTask,
  hoursAgo,
  runningSession,
  sessionRow,
  testNow,
} from '../../../test/fixtures/in-memory-rows.ts';
import { createScriptedSource, emptyScript } from '../../../test/fixtures/in-memory-vbr-source.ts';
import { Fault } from '../../domain/errors.ts';
import { collectServer } from '../collect-server.ts';

const hourMs = 3_600_000;

function setUp() {
  const script = emptyScript(testNow);
  const estate = createInMemoryEstate();
  const store = createInMemoryCollectionStore(estate);
  const source = createScriptedSource(script);
  const settings = { overlapHours: 24, historyDays: 91, logsPerPass: 300 };
  /** A pass so many hours after the test's instant. */
  const passAfter = (hours: number) => {
    const asOf = new Date(testNow.getTime() + hours * hourMs);
    script.now = asOf;
    script.requests = [];
    return collectServer({
      source,
      store,
      vbrServerId: 1,
      passId: 'pass',
      asOf,
      clock: { now: () => asOf },
      journal: createInMemoryJournal(),
      settings,
      progress: () => {},
      signal: new AbortController().signal,
    });
  };
  return { script, kept: estate.of(1), passAfter };
}

describe('reading sessions', () => {
  it('keeps a row once that a server repeats on the next page', async () => {
    const { script, kept, passAfter } = setUp();
    script.repeatsRows = true;
    script.sessions = Array.from({ length: 8 }, (_, n) =>
      sessionRow(`s${n}`, { createdAt: hoursAgo(20 - n) }),
    );
    const { counts } = await passAfter(0);
    expect(counts['sessions-new']).toBe(8);
    expect(counts['sessions-changed']).toBe(0);
    expect(kept.sessions.size).toBe(8);
  });

  it('keeps the later state of a row that comes twice in one page', async () => {
    const { script, kept, passAfter } = setUp();
    script.sessions = [
      runningSession('s1', hoursAgo(2)),
      sessionRow('s1', { createdAt: hoursAgo(2) }),
    ];
    await passAfter(0);
    expect(kept.sessions.get('s1')?.result).toBe('Success');
  });

  it('reads no further back than the history, and later only the overlap', async () => {
    const { script, kept, passAfter } = setUp();
    script.sessions = [
      sessionRow('too-old', { createdAt: hoursAgo(92 * 24) }),
      ...Array.from({ length: 9 }, (_, n) =>
        sessionRow(`s${n}`, { createdAt: hoursAgo(900 - 100 * n) }),
      ),
    ];
    await passAfter(0);
    expect(kept.sessions.has('too-old')).toBe(false);
    expect(script.requests.filter((name) => name === 'sessions')).toHaveLength(3);
    await passAfter(1);
    expect(script.requests.filter((name) => name === 'sessions')).toHaveLength(1);
  });

  it('finds a session that VBR shows only 20 hours after its creation', async () => {
    const { script, kept, passAfter } = setUp();
    script.sessions = [sessionRow('s1', { createdAt: hoursAgo(1) })];
    await passAfter(0);
    script.sessions.push(sessionRow('late', { createdAt: hoursAgo(20) }));
    await passAfter(1);
    expect(kept.sessions.has('late')).toBe(true);
  });

  it('stores the end of a session that ran over three passes and then failed', async () => {
    const { script, kept, passAfter } = setUp();
    script.sessions = [runningSession('long', hoursAgo(1))];
    script.tasks = [];
    for (const hours of [0, 30, 60]) {
      script.sessions.push(
        sessionRow(`s${hours}`, { createdAt: new Date(testNow.getTime() + (hours - 1) * hourMs) }),
      );
      script.tasks.push(failedTask(`t${hours}`, `s${hours}`, hoursAgo(1 - hours)));
      await passAfter(hours);
    }
    expect(script.requests).toContain('session long');
    script.sessions[0] = sessionRow('long', { createdAt: hoursAgo(1), result: 'Failed' });
    script.tasks.push(failedTask('t', 'long', hoursAgo(0.5)));
    await passAfter(61);
    expect(kept.sessions.get('long')?.result).toBe('Failed');
    expect([...kept.tasks.keys()]).toContain('t');
  });

  it.each([
    ['source-forbidden', 'Failed'],
    ['server-answer-unreadable', 'None'],
  ] as const)(
    'keeps the end of a long session only when no task of it can be missed: %s',
    async (code, result) => {
      const { script, kept, passAfter } = setUp();
      script.sessions = [
        runningSession('long', hoursAgo(1)),
        sessionRow('s', { createdAt: hoursAgo(-39) }),
      ];
      script.tasks = [failedTask('t', 's', hoursAgo(-39))];
      await passAfter(40);
      script.sessions[0] = sessionRow('long', { createdAt: hoursAgo(1), result: 'Failed' });
      script.onRequest = (name) => {
        if (name !== 'task-sessions') return;
        throw new Fault({ code, happened: 'It failed', means: 'it is not known', next: 'repeat' });
      };
      await passAfter(41);
      expect(kept.sessions.get('long')?.result).toBe(result);
      script.onRequest = () => {};
      await passAfter(42);
      expect(kept.sessions.get('long')?.result).toBe('Failed');
    },
  );

  it('counts a running session that VBR no longer has, and goes on', async () => {
    const { script, passAfter } = setUp();
    script.sessions = [
      runningSession('gone', hoursAgo(1)),
      sessionRow('s', { createdAt: hoursAgo(1) }),
    ];
    await passAfter(0);
    script.sessions = [sessionRow('new', { createdAt: hoursAgo(-90) })];
    const report = await passAfter(100);
    expect(report.counts).toMatchObject({ 'sessions-vanished': 1, 'sessions-new': 1 });
    expect(report.sources.every((each) => each.availability === 'available')).toBe(true);
  });

  it('goes on when one running session cannot be read again, and says that it is incomplete', async () => {
    const { script, kept, passAfter } = setUp();
    script.sessions = [runningSession('a', hoursAgo(2)), runningSession('b', hoursAgo(1))];
    await passAfter(0);
    script.sessions = [
      sessionRow('a', { createdAt: hoursAgo(2) }),
      sessionRow('b', { createdAt: hoursAgo(1) }),
      sessionRow('c', { createdAt: hoursAgo(-40) }),
    ];
    await passAfter(40);
    script.sessions.push(sessionRow('d', { createdAt: hoursAgo(-80) }));
    kept.sessions.set('a', runningSession('a', hoursAgo(2)));
    kept.sessions.set('b', runningSession('b', hoursAgo(1)));
    script.onRequest = (name) => {
      if (name !== 'session a') return;
      throw new Fault({
        code: 'server-answer-unreadable',
        happened: 'It is cut off',
        means: 'it is not known',
        next: 'repeat',
      });
    };
    const report = await passAfter(81);
    expect(kept.sessions.get('a')?.endedAt).toBeNull();
    expect(kept.sessions.get('b')?.endedAt).not.toBeNull();
    expect(report.sources.find((each) => each.source === 'sessions')).toMatchObject({
      availability: 'available',
      reason: 'Some sessions that had not ended could not be read again in this pass.',
    });
  });

  it('loses nothing when the clock of the server runs ahead of ours or is set back', async () => {
    const { script, kept, passAfter } = setUp();
    await passAfter(0);
    script.sessions = [sessionRow('ahead', { createdAt: hoursAgo(-48) })];
    await passAfter(48);
    expect(kept.cursors.get('sessions')).toEqual(hoursAgo(-48));
    script.sessions.push(sessionRow('set-back', { createdAt: hoursAgo(6) }));
    await passAfter(-5);
    expect(kept.sessions.has('set-back')).toBe(true);
    expect(kept.cursors.get('sessions')).toEqual(hoursAgo(6));
  });
});

describe('reading tasks', () => {
  it('finds a task that failed long after its creation, while newer tasks failed before it', async () => {
    const { script, kept, passAfter } = setUp();
    script.sessions = [
      runningSession('long', hoursAgo(30)),
      sessionRow('s', { createdAt: hoursAgo(10) }),
    ];
    script.tasks = [failedTask('early', 's', hoursAgo(1))];
    await passAfter(0);
    script.sessions[0] = sessionRow('long', { createdAt: hoursAgo(30), result: 'Failed' });
    script.tasks.unshift(failedTask('late', 'long', hoursAgo(30)));
    await passAfter(1);
    expect([...kept.tasks.keys()].sort()).toEqual(['early', 'late']);
  });
});
