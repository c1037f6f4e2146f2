import { expect, test } from 'vitest';
import { scriptedCollection } from '../../test/fixtures/in-memory-collection.ts';
import { hoursAgo, sessionRow, testNow } from '../../test/fixtures/in-memory-rows.ts';
import type { MalwareEvent } from '../domain/security.ts';

const dayHours = 24;

/** A server that keeps so many days of sessions, some each day, read first with a history of thirty days. */
function setUp(days: number, sessionsADay: number) {
  const settings = { historyDays: 30, sessionsPerPass: 300 };
  const collection = scriptedCollection(settings);
  const { script, kept } = collection;
  script.pageSize = 10;
  script.sessions = Array.from({ length: days * sessionsADay }, (_, n) =>
    sessionRow(`s${n}`, { createdAt: hoursAgo(1 + (n * dayHours) / sessionsADay) }),
  ).reverse();
  const keptDays = () => {
    const creations = [...kept.sessions.values()].map(({ createdAt }) => createdAt.getTime());
    return Math.ceil((testNow.getTime() - Math.min(...creations)) / (dayHours * 3_600_000));
  };
  const asked = () => script.requests.filter((name) => name === 'sessions').length;
  return { ...collection, settings, keptDays, asked };
}

test('a history that is made longer after the first pass is read at the next one, once', async () => {
  const { passAfter, settings, keptDays, kept, asked } = setUp(200, 2);
  await passAfter(0);
  expect(keptDays()).toBe(30);
  settings.historyDays = 120;
  const report = await passAfter(1);
  expect(keptDays()).toBe(120);
  expect(kept.sessions.size).toBe(240);
  expect(report.of('sessions')).toMatchObject({ availability: 'available', pending: 0 });
  expect(report.of('sessions')?.reason).toBeNull();
  expect(report.counts['sessions-new']).toBe(180);
  expect(kept.jobsToFold).toContain('job-1');
  await passAfter(2);
  expect(asked()).toBe(1);
});

test('a history that is not made longer asks for nothing more', async () => {
  const { passAfter, asked, keptDays } = setUp(200, 2);
  await passAfter(0);
  expect(asked()).toBe(6);
  await passAfter(30);
  expect([asked(), keptDays()]).toEqual([1, 30]);
});

test('many earlier sessions are read over several passes, newest first, and what waits is told', async () => {
  const { passAfter, settings, keptDays } = setUp(120, 6);
  await passAfter(0);
  settings.historyDays = 120;
  const { of } = await passAfter(1);
  const read = keptDays();
  expect(read).toBeGreaterThan(60);
  expect(read).toBeLessThan(85);
  expect(of('sessions')?.pending).toBe(120 - read);
  expect(of('sessions')?.reason).toMatch(
    /^Sessions before 2026-\d\d-\d\d are still to be read: \d+ days; a pass reads about 300 of them, newest first\.$/,
  );
  const last = await passAfter(2);
  expect(keptDays()).toBe(120);
  expect(last.of('sessions')).toMatchObject({ pending: 0, reason: null });
});

test('a pass that breaks off among earlier sessions loses none: the next one goes on', async () => {
  const { passAfter, settings, kept, script, keptDays } = setUp(120, 6);
  await passAfter(0);
  settings.historyDays = 80;
  let left = 12;
  script.onRequest = (name) => {
    if (name !== 'sessions') return;
    left -= 1;
    if (left < 0) throw new Error('the connection broke');
  };
  const broken = await passAfter(1);
  expect(broken.of('sessions')?.availability).toBe('failed');
  expect(keptDays()).toBeGreaterThan(31);
  expect(keptDays()).toBeLessThan(80);
  script.onRequest = () => {};
  await passAfter(2);
  expect(keptDays()).toBe(80);
  const begins = hoursAgo(80 * dayHours - 2);
  const wanted = script.sessions.filter(({ createdAt }) => createdAt >= begins);
  expect(wanted.map(({ id }) => id).filter((id) => !kept.sessions.has(id))).toEqual([]);
});

test('earlier malware events are read as well', async () => {
  const settings = { historyDays: 30 };
  const { script, kept, passAfter } = scriptedCollection(settings);
  script.malwareEvents = Array.from({ length: 100 }, (_, n) => eventOf(n)).reverse();
  await passAfter(0);
  expect(kept.malwareEvents.size).toBe(30);
  settings.historyDays = 80;
  await passAfter(1);
  expect(kept.malwareEvents.size).toBe(80);
});

function eventOf(day: number): MalwareEvent {
  const at = hoursAgo(1 + day * dayHours);
  return {
    ...{ id: `e${day}`, type: 't', createdAt: at, detectedAt: at, machineName: 'vm', details: '' },
    ...{ backupObjectId: null, restorePointId: null, state: 'Created', source: 'Manual' },
    ...{ severity: 'Infected', engine: null },
  };
}
