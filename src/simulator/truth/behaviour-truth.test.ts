import { describe, expect, it } from 'vitest';
import { patternNames, type Scenario } from '../estate/behaviour.ts';
import { createEstate } from '../estate/create-estate.ts';
import type { Estate, EstateOptions } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { taskLog } from '../estate/logs.ts';
import { tasksOf } from '../estate/tasks.ts';
import { dayMs } from '../estate/zone-clock.ts';
import { intrusions, patterns, skippedWorkloads, slowdowns } from './behaviour-truth.ts';
import { changes } from './change-truth.ts';
import { problems } from './problems.ts';
import { sessionRows } from './session-rows.ts';
import { taskRows } from './task-rows.ts';

function estateOf(scenario: Scenario, given: Partial<EstateOptions> = {}): Estate {
  return createEstate({
    scenario,
    seed: 11,
    now: new Date('2026-11-22T12:00:00Z'),
    days: 91,
    jobs: 60,
    repositories: 12,
    sessions: null,
    failedShare: 0.05,
    warnedShare: 0.06,
    zone: 'Europe/Prague',
    ...given,
  });
}

const troubled = estateOf('troubled');
const tasksOfTroubled = ownedTasks(troubled);

/** Every task with the id of the job it belongs to. */
function ownedTasks(estate: Estate) {
  return [...taskRows(estate, '1.3-rev2')].flatMap((task) => {
    const session = estate.identifiers.indexOf('session', String(task['sessionId'])) ?? -1;
    const source = estate.sessions.source(session);
    if (source < 0) return [];
    const jobId = itemAt(estate.jobs, source).id;
    const { bottleneck, repositoryId, readBytes, processedBytes } = task;
    const createdMs = Date.parse(String(task['createdAt']));
    return [{ jobId, createdMs, bottleneck, repositoryId, readBytes, processedBytes }];
  });
}

function runsOf(estate: Estate, jobId: string) {
  const job = estate.identifiers.indexOf('job', jobId);
  return Array.from({ length: estate.runs.length() }, (_, run) => estate.runs.row(run)).filter(
    (row) => row.job === job,
  );
}

describe('patterns', () => {
  it.each([1, 2, 3])(
    'are all planted in turn, each with enough failures to see (seed %s)',
    (seed) => {
      const estate = estateOf('healthy', { seed, stationary: true, patternPercent: 40, jobs: 40 });
      const found = patterns(estate);
      expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(patternNames));
      for (const { kind, failedRuns } of found) {
        expect([kind, failedRuns >= 6]).toEqual([kind, true]);
      }
      const struck = found.flatMap(({ jobIds }) => jobIds);
      expect(struck).toHaveLength(16);
    },
  );

  it('strike by their rule: one weekday, one hour, every fifth day, the turn of the month', () => {
    const estate = estateOf('healthy', { stationary: true, patternPercent: 40, jobs: 40 });
    const failed = (kind: string) =>
      patterns(estate)
        .filter((pattern) => pattern.kind === kind)
        .flatMap(({ jobIds }) => jobIds.flatMap((id) => runsOf(estate, id)))
        .filter(({ outcome }) => outcome === 'failed')
        .map(({ job, startedMs }) => ({ job, startedMs, day: estate.clock.localDay(startedMs) }));
    const { clock } = estate;
    for (const { weekday, jobIds } of patterns(estate).filter(({ kind }) => kind === 'weekday')) {
      const runs = jobIds.flatMap((id) => runsOf(estate, id));
      const days = runs.filter(({ outcome }) => outcome === 'failed');
      expect(new Set(days.map(({ startedMs }) => clock.weekday(startedMs)))).toEqual(
        new Set([weekday]),
      );
    }
    for (const { hour, jobIds } of patterns(estate).filter(({ kind }) => kind === 'hour')) {
      const runs = jobIds.flatMap((id) => runsOf(estate, id));
      const hours = runs
        .filter(({ outcome }) => outcome === 'failed')
        .map(({ startedMs }) => Number(clock.withoutOffset(startedMs).slice(11, 13)));
      expect(hours.filter((one) => one === hour).length / hours.length).toBeGreaterThan(0.75);
    }
    const days = failed('month-end').map(({ day }) => new Date(day * dayMs).getUTCDate());
    expect(days.every((day) => day === 1 || day >= 27)).toBe(true);
    const byJob = Map.groupBy(failed('interval'), ({ job }) => job);
    for (const runs of byJob.values()) {
      expect(new Set(runs.map(({ day }) => day % 5)).size).toBe(1);
    }
  });

  it('are none in a stationary estate, whose failures come as often at its end as at its beginning', () => {
    const estate = estateOf('troubled', { stationary: true, jobs: 120, failedShare: 0.1 });
    expect([patterns(estate), estate.incidents, problems(estate)]).toEqual([[], [], []]);
    const middleMs = (estate.startMs + estate.nowMs) / 2;
    const rows = Array.from({ length: estate.runs.length() }, (_, run) => estate.runs.row(run));
    const failedIn = (isLate: boolean) =>
      rows.filter(
        ({ outcome, startedMs }) => outcome === 'failed' && startedMs >= middleMs === isLate,
      ).length;
    const [early, late] = [failedIn(false), failedIn(true)];
    expect(early).toBeGreaterThan(100);
    expect(Math.abs(early - late)).toBeLessThan(3.5 * Math.sqrt(early + late));
  });
});

it('slows a job down and moves its bottleneck to the target', () => {
  const [slow] = slowdowns(troubled);
  const runs = runsOf(troubled, slow?.jobId ?? '').filter(({ attempts }) => attempts === 1);
  const minutes = runs
    .filter(({ outcome }) => outcome === 'success')
    .map(({ startedMs, endedMs }) => (endedMs - startedMs) / 60_000);
  const median = (list: number[]) =>
    itemAt(
      list.toSorted((a, b) => a - b),
      list.length >> 1,
    );
  expect(median(minutes.slice(-20)) / median(minutes.slice(0, 30))).toBeGreaterThan(2);
  const own = tasksOfTroubled.filter(({ jobId }) => jobId === slow?.jobId);
  const bottlenecks = own.map(({ bottleneck }) => bottleneck);
  expect(new Set(bottlenecks.slice(-10))).toEqual(new Set(['Target']));
  expect(new Set(bottlenecks.slice(0, 30))).not.toEqual(new Set(['Target']));
});

it('leaves a workload out while the job says success, with a line in its log', () => {
  const [skipped] = skippedWorkloads(troubled);
  const index = troubled.identifiers.indexOf('job', skipped?.jobId ?? '') ?? -1;
  const tasks = tasksOf(troubled, troubled.lastSession[index] ?? -1);
  const task = tasks.find(({ name }) => name === skipped?.workload);
  expect(task?.result).toBe(1);
  const titles = task === undefined ? [] : taskLog(troubled, task).map(({ title }) => title);
  expect(titles.some((title) => title.startsWith('Nothing to process'))).toBe(true);
});

it('changes a configuration shortly before a job’s first bad runs', () => {
  const found = changes(troubled);
  const kinds = ['name', 'repository', 'objects', 'schedule', 'component', 'recreated', 'deleted'];
  expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(kinds));
  // Some jobs move and are none the worse for it.
  const worse = troubled.jobs.filter(({ behaviour }) => /failing|worsened/.test(behaviour.name));
  const moved = found.find(
    ({ kind, jobId }) => kind === 'repository' && worse.some(({ id }) => id === jobId),
  );
  const job = troubled.jobs.find(({ id }) => id === moved?.jobId);
  const atMs = Date.parse(moved?.at ?? '');
  const firstBad = runsOf(troubled, moved?.jobId ?? '').find(({ outcome }) => outcome === 'failed');
  expect(firstBad?.startedMs).toBeGreaterThan(atMs);
  expect((firstBad?.startedMs ?? 0) - atMs).toBeLessThan(2.5 * dayMs);
  const targets = (isAfter: boolean) =>
    tasksOfTroubled
      .filter(({ jobId, createdMs }) => jobId === job?.id && createdMs >= atMs === isAfter)
      .map(({ repositoryId }) => repositoryId);
  expect(new Set(targets(true))).toEqual(new Set([job?.targetId]));
  expect(targets(false)).not.toContain(job?.targetId);
});

it('leaves the upgrade of a host to be seen where a component was replaced', () => {
  const replaced = changes(troubled).find(({ kind }) => kind === 'component');
  const upgrades = [...sessionRows(troubled, '1.3-rev2')].filter(
    ({ sessionType }) => sessionType === 'HostComponentsUpdate',
  );
  expect(upgrades.map(({ createdAt }) => createdAt)).toContain(replaced?.at);
});

it('lets increments jump in the jobs an intruder reached, and in no others', () => {
  const estate = estateOf('ransomware', { days: 14 });
  const tasks = ownedTasks(estate);
  const reached = new Set(intrusions(estate).map(({ jobId }) => jobId));
  expect(reached.size).toBeGreaterThan(5);
  const sinceMs = estate.nowMs - 20 * 3_600_000;
  const share = (isReached: boolean) => {
    const rows = tasks.filter(
      ({ createdMs, jobId }) => createdMs > sinceMs && reached.has(jobId) === isReached,
    );
    const sum = (name: 'readBytes' | 'processedBytes') =>
      rows.reduce((total, row) => total + Number(row[name]), 0);
    return sum('readBytes') / sum('processedBytes');
  };
  expect(share(true) / share(false)).toBeGreaterThan(5);
  expect(problems(estate)[0]).toMatchObject({ kind: 'intrusion', severity: 'critical' });
});

it.each(['troubled', 'outage', 'ransomware'] as const)(
  'declares five problems of a %s estate, those that strike many jobs first',
  (scenario) => {
    for (const seed of [1, 2, 3]) {
      const found = problems(estateOf(scenario, { seed }));
      expect(found.map(({ severity }) => severity)).toEqual([
        ...['critical', 'critical', 'high', 'high', 'high'],
      ]);
      const kinds = found.map(({ kind }) => kind);
      expect(kinds).toEqual(
        expect.arrayContaining(['failing', 'silent', 'skipped-workload', ...first[scenario]]),
      );
      for (const { severity, jobIds } of found) {
        expect(jobIds.length >= 3).toBe(severity === 'critical');
      }
    }
  },
);

const first = {
  troubled: ['repository-full', 'account-locked'],
  outage: ['chain-corrupt', 'proxy-refused'],
  ransomware: ['intrusion', 'account-locked'],
} as const;
