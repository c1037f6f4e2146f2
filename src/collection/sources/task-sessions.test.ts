import { describe, expect, it } from 'vitest';
import { scriptedCollection } from '../../../test/fixtures/in-memory-collection.ts';
import {
  failedTask,
  hoursAgo,
  runningSession,
  sessionRow,
} from '../../../test/fixtures/in-memory-rows.ts';
import type { CollectionSettings } from '../source.ts';

const days = 60;
const good = { result: 'Success' };

/** Ten tasks a day for sixty days, of which the first of each day failed. */
function setUp(settings: Partial<CollectionSettings> = {}) {
  const collection = scriptedCollection(settings);
  const { script, kept } = collection;
  script.pageSize = 5;
  script.sessions = [sessionRow('s', { createdAt: hoursAgo(1) })];
  for (let day = 0; day < days; day += 1) {
    for (let n = 0; n < 10; n += 1) {
      const part = n === 0 ? {} : good;
      script.tasks.push(failedTask(`t${day}-${n}`, 's', hoursAgo(day * 24 + 2 + n), part));
    }
  }
  const keptDays = () => {
    const oldest = Math.min(
      ...[...kept.tasks.values()]
        .filter(({ result }) => result === 'Success')
        .map(({ createdAt }) => createdAt.getTime()),
    );
    return Math.ceil((hoursAgo(0).getTime() - oldest) / 86_400_000);
  };
  return { ...collection, keptDays };
}

describe('reading tasks', () => {
  it('finds a task that failed long after its creation, while newer tasks failed before it', async () => {
    const { script, kept, passAfter } = scriptedCollection();
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

  it('keeps the end of a task that began hours ago while newer sessions were read', async () => {
    const { script, kept, passAfter } = scriptedCollection();
    const running = { result: 'None', state: 'Working', endedAt: null };
    script.sessions = [runningSession('long', hoursAgo(4))];
    script.tasks = [failedTask('t', 'long', hoursAgo(4), running)];
    await passAfter(1);
    script.sessions.push(sessionRow('s', { createdAt: hoursAgo(-1.5) }));
    script.tasks.push(failedTask('newer', 's', hoursAgo(-1.5)));
    await passAfter(2);
    script.tasks[0] = failedTask('t', 'long', hoursAgo(4), good);
    await passAfter(3);
    expect(kept.tasks.get('t')?.result).toBe('Success');
  });

  it('keeps the end of every task of a run that lasted longer than the overlap', async () => {
    const { script, kept, passAfter } = scriptedCollection();
    const running = { result: 'None', state: 'Working', endedAt: null };
    script.sessions = [runningSession('long', hoursAgo(1))];
    script.tasks = [failedTask('t', 'long', hoursAgo(1), running)];
    await passAfter(0);
    script.sessions.push(sessionRow('s', { createdAt: hoursAgo(-39) }));
    script.tasks.push(failedTask('newer', 's', hoursAgo(-39)));
    await passAfter(40);
    script.sessions[0] = sessionRow('long', { createdAt: hoursAgo(1) });
    script.tasks[0] = failedTask('t', 'long', hoursAgo(1), good);
    await passAfter(41);
    expect(kept.tasks.get('t')?.result).toBe('Success');
  });

  it.each([
    { hours: 5, read: 'Success' },
    { hours: 8, read: undefined },
  ])(
    'reads good tasks $hours hours before the overlap of what is no run: $read',
    async ({ hours, read }) => {
      const { script, kept, passAfter } = scriptedCollection();
      const begun = hoursAgo(-39 + 24 + hours);
      script.sessions = [sessionRow('s', { createdAt: hoursAgo(1) })];
      await passAfter(0);
      script.sessions.push({ ...runningSession('restore', begun), sessionType: 'Restore' });
      script.sessions.push(sessionRow('newer', { createdAt: hoursAgo(-39) }));
      script.tasks.push(failedTask('newer', 'newer', hoursAgo(-39)));
      await passAfter(40);
      script.sessions[1] = sessionRow('restore', { createdAt: begun, sessionType: 'Restore' });
      script.tasks.push(failedTask('t', 'restore', begun, good));
      await passAfter(41);
      expect(kept.tasks.get('t')?.result).toBe(read);
    },
  );

  it('reads the failed ones of the whole history at once, and all of them from the newest days back', async () => {
    const { script, kept, passAfter, keptDays } = setUp({ tasksPerPass: 150 });
    const first = await passAfter(0);
    const failed = [...kept.tasks.values()].filter(({ result }) => result === 'Failed');
    expect(failed).toHaveLength(days);
    expect(keptDays()).toBe(15);
    expect(first.of('task-sessions')).toMatchObject({
      availability: 'available',
      pending: 76,
      reason:
        'Tasks before 2026-11-05 are still to be read: 76 days; a pass reads about 150 of them, newest first.',
    });
    const pending: unknown[] = [];
    for (let hour = 1; kept.tasks.size < script.tasks.length; hour += 1) {
      pending.push((await passAfter(hour)).of('task-sessions')?.pending);
    }
    expect(pending).toEqual([61, 46, 31]);
    await passAfter(10);
    const last = await passAfter(11);
    expect(last.of('task-sessions')).toMatchObject({ pending: 0, reason: null });
    expect(last.counts['tasks-new']).toBe(0);
    expect(script.requests.filter((name) => name === 'task-sessions').length).toBeLessThan(6);
  });

  it('reads a small estate back in few requests, and never asks for it again', async () => {
    const { script, kept, passAfter } = setUp();
    script.pageSize = 500;
    await passAfter(0);
    expect(kept.tasks.size).toBe(script.tasks.length);
    expect(script.requests.filter((name) => name === 'task-sessions').length).toBeLessThan(12);
    await passAfter(1);
    expect(script.requests.filter((name) => name === 'task-sessions')).toHaveLength(1);
  });

  it('does not read the whole history in the second pass because no task failed in the first', async () => {
    const { script, kept, passAfter } = setUp({ tasksPerPass: 10 });
    script.tasks = script.tasks.filter(({ result }) => result === 'Success');
    await passAfter(0);
    expect(kept.cursors.get('task-sessions')).toEqual(hoursAgo(1));
    const { of } = await passAfter(1);
    expect(of('task-sessions')?.rowsSeen).toBeLessThan(60);
  });

  it('goes back no further than the history', async () => {
    const { script, kept, passAfter, keptDays } = setUp({ historyDays: 20 });
    await passAfter(0);
    expect(keptDays()).toBe(20);
    expect(script.tasks.length).toBeGreaterThan(kept.tasks.size);
  });

  it('reads only the failed ones while the sessions are not shown, whose end tasks follow', async () => {
    const { script, kept, passAfter } = setUp();
    script.sessions = [];
    await passAfter(0);
    await passAfter(1);
    expect([...kept.tasks.values()].every(({ result }) => result === 'Failed')).toBe(true);
    expect(kept.cursors.has('task-history')).toBe(false);
  });
});
