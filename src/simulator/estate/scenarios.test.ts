import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../options.ts';
import { jobRows } from '../truth/job-rows.ts';
import { sessionRows } from '../truth/session-rows.ts';
import { advanceEstate } from './advance.ts';
import { type Scenario, scenarios } from './behaviour.ts';
import { createEstate } from './create-estate.ts';
import type { Estate } from './estate.ts';
import { itemAt } from './item-at.ts';
import { sizes } from './sizes.ts';

const now = new Date('2026-11-22T12:00:00Z');

function estateOf(scenario: Scenario, jobs = 60): Estate {
  const { estate } = resolveOptions({ scenario, seed: 5, now, days: 45, jobs });
  return createEstate(estate);
}

const troubled = estateOf('troubled');

function runsOf(estate: Estate, job: number) {
  const rows = Array.from({ length: estate.runs.length() }, (_, run) => estate.runs.row(run));
  return rows.filter((row) => row.job === job);
}

describe('every scenario', () => {
  it.each(scenarios)(
    'lets no run of a %s estate overlap another of its job, also later',
    (name) => {
      const estate = estateOf(name);
      advanceEstate(estate, 36);
      const ends = new Map<number, number>();
      const rows = Array.from({ length: estate.runs.length() }, (_, run) => estate.runs.row(run));
      expect(rows.length).toBeGreaterThan(1_000);
      for (const { job, startedMs, endedMs } of rows) {
        expect(startedMs).toBeGreaterThan(ends.get(job) ?? 0);
        ends.set(job, endedMs);
      }
    },
  );
});

it('gives a service provider twice as many jobs, named and grouped by customer', () => {
  const { estate: options } = resolveOptions({ scenario: 'msp', seed: 5, now });
  expect(options.jobs).toBe(120);
  const { jobs } = estateOf('msp');
  const tenants = new Set(jobs.map(({ tenant }) => tenant));
  expect(tenants.size).toBeGreaterThanOrEqual(8);
  expect(jobs.every(({ tenant, name }) => name.startsWith(`${tenant} - `))).toBe(true);
  expect(troubled.jobs.every(({ tenant }) => tenant === null)).toBe(true);
});

it.each(sizes)('makes an estate of size %s, unless it is told otherwise', (size) => {
  const { estate } = resolveOptions({ seed: 1, now, size, repositories: 7 });
  expect(estate.jobs).toBe({ S: 10, M: 60, L: 200, XL: 500 }[size]);
  expect(estate.repositories).toBe(7);
});

it('lets a trouble strike machines of its declared weight: what lasts those a business stops without, what passes others', () => {
  const leads = (...names: readonly string[]) => {
    const hit = troubled.jobs.filter(({ behaviour }) => names.includes(behaviour.name));
    expect(hit.length).toBeGreaterThanOrEqual(names.length);
    const called = hit.flatMap(({ workloads }) => workloads.map((name) => name.split(/[\d-]/)[0]));
    return [...new Set(called)].toSorted();
  };
  const [lasting, passing] = [
    leads('failing', 'silent', 'skipped-workload'),
    leads('rising', 'worsened', 'stalled', 'slowing', 'weekday'),
  ];
  expect(['dc', 'erp', 'pki']).toEqual(expect.arrayContaining(lasting));
  expect(['app', 'intranet', 'print', 'wiki']).toEqual(expect.arrayContaining(passing));
});

it.each(['troubled', 'outage', 'ransomware'] as const)(
  'lets what strikes three jobs of a %s estate and goes on strike a machine that a business stops without',
  (scenario) => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const { estate } = resolveOptions({ scenario, seed, now, days: 20, jobs: 50 });
      const { incidents, jobs } = createEstate(estate);
      const lasting = incidents.filter(
        ({ untilMs, jobs: hit }) => untilMs === Number.POSITIVE_INFINITY && hit.size >= 3,
      );
      expect(lasting.length).toBeGreaterThan(0);
      for (const { jobs: hit } of lasting) {
        const struck = [...hit].flatMap((index) => itemAt(jobs, index).workloads);
        expect(struck.join(' ')).toMatch(/\b(?:dc|erp|pki)\d/);
      }
    }
  },
);

it('refuses a share of patterns that is none', () => {
  expect(() => resolveOptions({ seed: 1, now, patternPercent: 101 })).toThrow(/patternPercent/);
});

describe('jobs that are not simply scheduled', () => {
  const nameOf = (behaviour: string) =>
    troubled.jobs.find((job) => job.behaviour.name === behaviour);

  it('start right after the job they follow', () => {
    const follower = nameOf('after-job');
    const leader = runsOf(troubled, follower?.afterJob ?? -1);
    const runs = runsOf(troubled, follower?.index ?? -1);
    expect(runs.length).toBeGreaterThan(30);
    for (const { startedMs } of runs) {
      const waits = leader.map(({ endedMs }) => startedMs - endedMs).filter((wait) => wait > 0);
      expect(Math.min(...waits)).toBeLessThan(60_000);
    }
  });

  it('run once a month, now and then by hand, or over and over', () => {
    const days = (behaviour: string) =>
      runsOf(troubled, nameOf(behaviour)?.index ?? -1).map(({ startedMs }) =>
        troubled.clock.localDay(startedMs),
      );
    expect([1, 2]).toContain(days('monthly').length);
    expect(days('unscheduled').length).toBeGreaterThan(5);
    expect(days('unscheduled').length).toBeLessThan(25);
    expect(days('continuous').length).toBeGreaterThan(200);
  });

  it('show it in their definition', () => {
    const rows = [...jobRows(troubled, '1.3-rev2')];
    const scheduleOf = (behaviour: string) =>
      rows.find(({ id }) => id === nameOf(behaviour)?.id)?.['schedule'];
    const leader = itemAt(troubled.jobs, nameOf('after-job')?.afterJob ?? 0);
    expect(scheduleOf('after-job')).toMatchObject({ daily: null, afterJobName: leader.name });
    expect(scheduleOf('continuous')).toMatchObject({ periodically: null, isContinuous: true });
    expect(scheduleOf('monthly')).toMatchObject({ daily: null, monthly: {} });
    expect(scheduleOf('unscheduled')).toMatchObject({ daily: null, monthly: null });
  });
});

it('lists a deleted job no more, whose name another has since; its sessions stay', () => {
  const deleted = troubled.jobs.find(({ deletedMs }) => deletedMs !== null);
  const rows = [...jobRows(troubled, '1.3-rev2')];
  const same = rows.filter(({ name }) => name === deleted?.name);
  expect(same).toHaveLength(1);
  expect(same[0]?.['id']).not.toBe(deleted?.id);
  const own = [...sessionRows(troubled, '1.3-rev2')].filter(({ jobId }) => jobId === deleted?.id);
  expect(own.length).toBeGreaterThan(5);
  const late = own.filter(
    ({ createdAt }) => Date.parse(String(createdAt)) > (deleted?.deletedMs ?? 0),
  );
  expect(late).toEqual([]);
});

it('keeps the old name in the sessions before a job was renamed, and gives two jobs one name', () => {
  const renamed = troubled.jobs.find(({ change }) => change?.kind === 'name');
  const names = [...sessionRows(troubled, '1.3-rev2')]
    .filter(({ jobId }) => jobId === renamed?.id)
    .map(({ name }) => String(name).replace(/ \(.*\)$/, ''));
  expect(new Set(names)).toEqual(new Set([renamed?.change?.before, renamed?.name]));
  const twice = [...jobRows(troubled, '1.3-rev2')].map(({ name }) => String(name));
  expect(twice.length - new Set(twice).size).toBe(1);
});
