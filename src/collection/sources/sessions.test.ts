import { describe, expect, it } from 'vitest';
import { scriptedCollection } from '../../../test/fixtures/in-memory-collection.ts';
import {
  failedTask,
  hoursAgo,
  runningSession,
  sessionRow,
} from '../../../test/fixtures/in-memory-rows.ts';
import { Fault } from '../../domain/errors.ts';

describe('reading sessions', () => {
  it('keeps a row once that a server repeats on the next page', async () => {
    const { script, kept, passAfter } = scriptedCollection();
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
    const { script, kept, passAfter } = scriptedCollection();
    script.sessions = [
      runningSession('s1', hoursAgo(2)),
      sessionRow('s1', { createdAt: hoursAgo(2) }),
    ];
    await passAfter(0);
    expect(kept.sessions.get('s1')?.result).toBe('Success');
  });

  it('reads no further back than the history, and later only the overlap', async () => {
    const { script, kept, passAfter } = scriptedCollection();
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
    const { script, kept, passAfter } = scriptedCollection();
    script.sessions = [sessionRow('s1', { createdAt: hoursAgo(1) })];
    await passAfter(0);
    script.sessions.push(sessionRow('late', { createdAt: hoursAgo(20) }));
    await passAfter(1);
    expect(kept.sessions.has('late')).toBe(true);
  });

  it('looks for what came late once in six hours, and between reads two hours again', async () => {
    const { script, kept, passAfter } = scriptedCollection();
    script.sessions = [sessionRow('s1', { createdAt: hoursAgo(1) })];
    await passAfter(1);
    script.sessions.push(sessionRow('s2', { createdAt: hoursAgo(-1.5) }));
    await passAfter(2);
    script.sessions.push(sessionRow('late', { createdAt: hoursAgo(20) }));
    script.sessions.push(sessionRow('near', { createdAt: hoursAgo(0) }));
    await passAfter(3);
    expect([...kept.sessions.keys()].sort()).toEqual(['near', 's1', 's2']);
    await passAfter(6);
    expect([...kept.sessions.keys()].sort()).toEqual(['late', 'near', 's1', 's2']);
  });

  it.each([
    ['one by one while they are few', 10, 10],
    ['in one list when they are many', 12, 10],
  ])('reads the ends of sessions that ran for hours %s', async (_how, running, asked) => {
    const { script, kept, passAfter } = scriptedCollection();
    const names = Array.from({ length: running }, (_, n) => `long${n}`);
    const begun = (n: number) => hoursAgo(4 - n / 100);
    script.pageSize = 500;
    script.sessions = names.map((name, n) => runningSession(name, begun(n)));
    script.sessions.push(sessionRow('s1', { createdAt: hoursAgo(-0.5) }));
    await passAfter(1);
    script.sessions = names.map((name, n) => sessionRow(name, { createdAt: begun(n) }));
    script.sessions.push(sessionRow('s2', { createdAt: hoursAgo(-1.5) }));
    await passAfter(2);
    expect(names.filter((name) => kept.sessions.get(name)?.endedAt === null)).toEqual([]);
    expect(script.requests.filter((name) => name.startsWith('session long'))).toHaveLength(asked);
  });

  it('stores the end of a session that ran over three passes and then failed', async () => {
    const { script, kept, passAfter } = scriptedCollection();
    script.sessions = [runningSession('long', hoursAgo(1))];
    script.tasks = [];
    for (const hours of [0, 30, 60]) {
      script.sessions.push(sessionRow(`s${hours}`, { createdAt: hoursAgo(1 - hours) }));
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
      const { script, kept, passAfter } = scriptedCollection();
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

  it('calls a running session that VBR no longer has over, and asks for it no more', async () => {
    const { script, kept, passAfter } = scriptedCollection();
    const young = sessionRow('young', { createdAt: hoursAgo(1) });
    script.sessions = [runningSession('gone', hoursAgo(40)), young];
    await passAfter(0);
    script.sessions = [young, sessionRow('new', { createdAt: hoursAgo(-9) })];
    const report = await passAfter(10);
    expect(script.requests).toContain('session gone');
    expect(report.counts).toMatchObject({ 'sessions-vanished': 1, 'sessions-new': 1 });
    expect(report.of('sessions')).toMatchObject({ availability: 'available', reason: null });
    expect(kept.sessions.get('gone')).toMatchObject({ state: 'Vanished', result: 'None' });
    expect(kept.jobsToFold).toContain('job-1');
    await passAfter(11);
    expect(script.requests).not.toContain('session gone');
  });

  it('goes on when one running session cannot be read again, and says that it is incomplete', async () => {
    const { script, kept, passAfter } = scriptedCollection();
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
    const { script, kept, passAfter } = scriptedCollection();
    await passAfter(0);
    script.sessions = [sessionRow('ahead', { createdAt: hoursAgo(-48) })];
    await passAfter(48);
    expect(kept.cursors.get('sessions')).toEqual(hoursAgo(-48));
    script.sessions.push(sessionRow('set-back', { createdAt: hoursAgo(6) }));
    await passAfter(-5);
    expect(kept.sessions.has('set-back')).toBe(true);
    expect(kept.cursors.get('sessions')).toEqual(hoursAgo(6));
  });

  it('reads the whole history once after the clock was set back, then only the overlap again', async () => {
    const { script, kept, passAfter } = scriptedCollection();
    script.sessions = Array.from({ length: 9 }, (_, n) =>
      sessionRow(`s${n}`, { createdAt: hoursAgo(900 - 100 * n) }),
    );
    script.sessions.push(sessionRow('ahead', { createdAt: hoursAgo(-48) }));
    await passAfter(48);
    const pages = () => script.requests.filter((name) => name === 'sessions').length;
    await passAfter(0);
    expect(pages()).toBe(3);
    expect(kept.cursors.get('sessions')).toEqual(hoursAgo(100));
    expect(kept.sessions.get('ahead')?.state).toBe('Stopped');
    await passAfter(1);
    expect(pages()).toBe(1);
  });
});

describe('sessions that a complete list no longer shows', () => {
  /** So many sessions, one an hour; the passes before have seen them all. */
  async function setUp(count: number) {
    const collection = scriptedCollection();
    const { script, passAfter } = collection;
    script.sessions = Array.from({ length: count }, (_, n) =>
      sessionRow(`s${n}`, { createdAt: hoursAgo((n + 1) * (20 / count)) }),
    );
    await passAfter(0);
    const asked = () => script.requests.filter((name) => name.startsWith('session '));
    const vanished = () =>
      [...collection.kept.sessions.values()].filter((row) => row.state === 'Vanished').length;
    return { ...collection, asked, vanished };
  }

  it('are gone when VBR has none of those it was asked for, and that is said', async () => {
    const { script, journal, passAfter, asked, vanished } = await setUp(50);
    script.sessions = script.sessions.slice(45);
    const report = await passAfter(1);
    const sentence =
      'The server may have been restored from a configuration backup: 45 sessions are gone.';
    expect(report.of('sessions')).toMatchObject({ availability: 'available', reason: sentence });
    expect(report.counts['sessions-vanished']).toBe(45);
    expect(journal.entries.map((entry) => entry.message)).toContain(sentence);
    expect(asked()).toHaveLength(20);
    expect(vanished()).toBe(45);
    const next = await passAfter(2);
    expect(asked()).toEqual([]);
    expect(next.of('sessions')?.reason).toBeNull();
  });

  it('stay when VBR still has them by id, as when the list moved while it was read', async () => {
    const { script, store, passAfter, vanished } = await setUp(6);
    const missed = script.sessions.splice(2, 1);
    script.onRequest = (name) => {
      if (name === 'session s2') script.sessions.push(...missed);
    };
    const report = await passAfter(1);
    expect(report.of('sessions')?.reason).toBeNull();
    expect(vanished()).toBe(0);
    expect(await store.unfinishedSessions(1, 5)).toEqual([]);
  });

  it('are not looked for when a row of the list could not be read', async () => {
    const { script, passAfter, asked } = await setUp(6);
    script.sessions = script.sessions.slice(1);
    script.rejected.set('sessions', [{ id: 's0', reason: 'creationTime is missing' }]);
    await passAfter(1);
    expect(asked()).toEqual([]);
  });

  it('are only those that were asked for when one of these cannot be read', async () => {
    const { script, passAfter, vanished } = await setUp(30);
    script.sessions = [];
    script.onRequest = (name) => {
      if (name !== 'session s3') return;
      throw new Fault({
        code: 'server-answer-unreadable',
        happened: 'It is cut off',
        means: 'it is not known',
        next: 'repeat',
      });
    };
    const report = await passAfter(1);
    expect(vanished()).toBe(19);
    expect(report.of('sessions')?.reason).toContain('19 sessions are gone');
  });

  it('come back when VBR lists them again', async () => {
    const { script, kept, passAfter, vanished } = await setUp(4);
    const all = script.sessions;
    script.sessions = all.slice(1);
    await passAfter(1);
    expect(vanished()).toBe(1);
    script.sessions = all;
    await passAfter(2);
    expect(kept.sessions.get('s0')?.state).toBe('Stopped');
  });
});
