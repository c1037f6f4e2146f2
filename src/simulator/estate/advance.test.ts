import { expect, it } from 'vitest';
import { advanceEstate, appendRuns } from './advance.ts';
import { createEstate } from './create-estate.ts';
import type { Estate } from './estate.ts';
import { results } from './session-table.ts';
import { hourMs } from './zone-clock.ts';

function smallEstate(): Estate {
  return createEstate({
    scenario: 'troubled',
    seed: 3,
    now: new Date('2026-11-22T12:00:00Z'),
    days: 30,
    jobs: 40,
    repositories: 6,
    sessions: null,
    failedShare: 0.05,
    warnedShare: 0.06,
    zone: 'Europe/Prague',
  });
}

function newJobSessions({ sessions, visibleEnd }: Estate, from: number) {
  return Array.from({ length: visibleEnd - from }, (_, place) => sessions.row(from + place)).filter(
    ({ source }) => source >= 0,
  );
}

it('appends exactly the wanted sessions, all after the old end, with the wanted shares', () => {
  const estate = smallEstate();
  const { visibleEnd, nowMs } = estate;
  appendRuns(estate, { sessions: 200, failedShare: 0.03, warnedShare: 0.06 });
  const added = newJobSessions(estate, visibleEnd);
  expect(added).toHaveLength(200);
  expect(added.every(({ createdMs }) => createdMs > nowMs)).toBe(true);
  expect(added.every(({ endedMs }) => endedMs <= estate.nowMs)).toBe(true);
  expect(added.filter(({ result }) => result === results.failed)).toHaveLength(6);
  expect(added.filter(({ result }) => result === results.warning).length).toBeGreaterThanOrEqual(
    12,
  );
});

it('refuses shares that leave no session to heal the failed ones', () => {
  expect(() => appendRuns(smallEstate(), { sessions: 10, failedShare: 0.6 })).toThrow(/cannot be/);
});

it('lets schedules run on and running sessions end when time passes', () => {
  const estate = smallEstate();
  const { visibleEnd, nowMs, lastSession } = estate;
  const running = lastSession.filter(
    (index) => index >= 0 && estate.sessions.endedMs(index) > nowMs,
  );
  expect(running.length).toBeGreaterThan(0);
  advanceEstate(estate, 24);
  expect(estate.nowMs).toBe(nowMs + 24 * hourMs);
  expect(newJobSessions(estate, visibleEnd).length).toBeGreaterThan(15);
  expect(running.every((index) => estate.sessions.endedMs(index) <= estate.nowMs)).toBe(true);
});

it('changes no session that was visible before', () => {
  const estate = smallEstate();
  const before = Array.from({ length: estate.visibleEnd }, (_, index) =>
    estate.sessions.row(index),
  );
  for (let step = 0; step < 30; step += 1) advanceEstate(estate, 0.5);
  expect(before.map((_, index) => estate.sessions.row(index))).toEqual(before);
});

it('gives the same sessions in one step as in many', () => {
  const once = smallEstate();
  const often = smallEstate();
  advanceEstate(once, 12);
  for (let step = 0; step < 48; step += 1) advanceEstate(often, 0.25);
  const rows = (estate: Estate) =>
    newJobSessions(estate, 0).map(({ createdMs, result }) => ({ createdMs, result }));
  expect(rows(often)).toEqual(rows(once));
});
