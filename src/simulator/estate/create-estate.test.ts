import { expect, it } from 'vitest';
import { causeAt } from './causes/causes.ts';
import { createEstate } from './create-estate.ts';
import type { Estate, EstateOptions } from './estate.ts';
import { results } from './session-table.ts';
import { dayMs } from './zone-clock.ts';

const options: EstateOptions = {
  scenario: 'troubled',
  seed: 7,
  now: new Date('2026-11-22T12:00:00Z'),
  days: 91,
  jobs: 30,
  repositories: 12,
  sessions: null,
  failedShare: 0.05,
  warnedShare: 0.06,
  zone: 'Europe/Prague',
};

function jobSessions({ sessions, visibleEnd }: Estate) {
  return Array.from({ length: visibleEnd }, (_, index) => sessions.row(index)).filter(
    ({ source }) => source >= 0,
  );
}

function runsOf(estate: Estate, behaviour: string) {
  const jobs = estate.jobs.filter((job) => job.behaviour.name === behaviour);
  expect(jobs.length).toBeGreaterThan(0);
  return Array.from({ length: estate.runs.length() }, (_, run) => estate.runs.row(run)).filter(
    ({ job }) => jobs.some(({ index }) => index === job),
  );
}

it('makes equal estates from equal options and others from another seed', () => {
  const rows = (seed: number) => jobSessions(createEstate({ ...options, seed }));
  expect(rows(7)).toEqual(rows(7));
  expect(rows(7)).not.toEqual(rows(8));
});

it('comes near the wanted number of sessions and the wanted shares', () => {
  const estate = createEstate({
    ...options,
    jobs: 200,
    sessions: 20_000,
    failedShare: 0.04,
    warnedShare: 0.07,
  });
  const rows = jobSessions(estate);
  const share = (result: number) =>
    rows.filter((row) => row.result === result).length / rows.length;
  expect(Math.abs(rows.length - 20_000)).toBeLessThan(400);
  expect(Math.abs(share(results.failed) - 0.04)).toBeLessThan(0.008);
  expect(Math.abs(share(results.warning) - 0.07)).toBeLessThan(0.008);
});

it('heals every failure of a healthy estate and plants none that last', () => {
  const estate = createEstate({ ...options, scenario: 'healthy', failedShare: 0.01 });
  const runs = Array.from({ length: estate.runs.length() }, (_, run) => estate.runs.row(run));
  expect(runs.some(({ attempts }) => attempts > 1)).toBe(true);
  expect(runs.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
});

it('lets the failing job fail without pause since its known day, with three retries each', () => {
  const estate = createEstate(options);
  const since = options.now.getTime() - 12 * dayMs;
  const runs = runsOf(estate, 'failing');
  const late = runs.filter(({ startedMs }) => startedMs >= since);
  expect(late.length).toBeGreaterThanOrEqual(11);
  expect(late.every(({ outcome, attempts }) => outcome === 'failed' && attempts === 4)).toBe(true);
  expect(
    runs.filter(({ startedMs }) => startedMs < since).every(({ outcome }) => outcome !== 'failed'),
  ).toBe(true);
  expect(new Set(late.map(({ cause }) => cause)).size).toBe(1);
});

it('plants the other troubles: retry alone helps, rising, silent, one weekday, canceled', () => {
  const estate = createEstate(options);
  const healed = runsOf(estate, 'healed-by-retry');
  expect(healed.every(({ attempts, outcome }) => attempts > 1 && outcome !== 'failed')).toBe(true);
  const rising = runsOf(estate, 'rising').map(({ outcome }) => outcome === 'failed');
  const half = Math.floor(rising.length / 2);
  const count = (list: boolean[]) => list.filter(Boolean).length;
  expect(count(rising.slice(half))).toBeGreaterThan(count(rising.slice(0, half)) + 3);
  const lastSilent = runsOf(estate, 'silent').at(-1)?.startedMs ?? 0;
  expect(options.now.getTime() - lastSilent).toBeGreaterThan(8.5 * dayMs);
  const weekdays = runsOf(estate, 'weekday')
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ startedMs }) => estate.clock.weekday(startedMs));
  expect(new Set(weekdays).size).toBe(1);
  expect(runsOf(estate, 'canceled').some(({ outcome }) => outcome === 'canceled')).toBe(true);
  expect(runsOf(estate, 'disabled').at(-1)?.startedMs).toBeLessThan(
    options.now.getTime() - 19 * dayMs,
  );
});

it('waits the retry rule’s ten minutes between attempts and never overlaps runs of a job', () => {
  const { sessions, visibleEnd } = createEstate(options);
  const lastEnd = new Map<number, number>();
  let retries = 0;
  for (let index = 0; index < visibleEnd; index += 1) {
    const { source, createdMs, endedMs, attempt } = sessions.row(index);
    if (source < 0) continue;
    const wait = createdMs - (lastEnd.get(source) ?? Number.NEGATIVE_INFINITY);
    expect(wait).toBeGreaterThanOrEqual(attempt > 0 ? 600_000 : 0);
    if (attempt > 0) {
      retries += 1;
      expect(wait).toBeLessThan(660_000);
    }
    lastEnd.set(source, endedMs);
  }
  expect(retries).toBeGreaterThan(50);
});

it('has running sessions at its end, a job that never ran, and no run between two attempts', () => {
  const estate = createEstate(options);
  const running = jobSessions(estate).filter(({ endedMs }) => endedMs > estate.nowMs);
  expect(running.length).toBeGreaterThan(0);
  expect(running.every(({ attempt }) => attempt === 0)).toBe(true);
  expect(estate.visibleEnd).toBe(estate.sessions.length());
  const never = estate.jobs.find(({ behaviour }) => behaviour.name === 'never-run');
  expect(never === undefined ? null : estate.lastSession[never.index]).toBe(-1);
});

it('keeps nightly jobs at their wall-clock minute across the change of daylight saving', () => {
  const estate = createEstate(options);
  const failing = runsOf(estate, 'failing');
  const minutes = failing.map(({ startedMs }) => {
    const [, hour, minute] = /T(\d\d):(\d\d)/.exec(estate.clock.withoutOffset(startedMs)) ?? [];
    return Number(hour) * 60 + Number(minute);
  });
  expect(Math.max(...minutes) - Math.min(...minutes)).toBeLessThanOrEqual(1);
  const offsets = failing.map(({ startedMs }) => estate.clock.offsetMinutes(startedMs));
  expect(new Set(offsets)).toEqual(new Set([60, 120]));
});

it.each([7, 8, 9])(
  'words over fifteen in a hundred failures as nothing else does (seed %s)',
  (seed) => {
    const estate = createEstate({ ...options, seed, jobs: 60 });
    const failed = Array.from({ length: estate.runs.length() }, (_, run) => estate.runs.row(run))
      .filter(({ outcome }) => outcome === 'failed')
      .map(({ cause }) => causeAt(cause));
    const unknown = failed.filter((cause) => cause?.causeClass === null);
    expect(unknown.length / failed.length).toBeGreaterThan(0.15);
    expect(failed.every((cause) => cause !== null)).toBe(true);
  },
);
