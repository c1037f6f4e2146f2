import { expect, it } from 'vitest';
import { asOf, dailyRuns, runOf } from '../../../../test/fixtures/job-runs.ts';
import { stalledRun } from './stalled-run.ts';

const settings = { timesP95: 3, hoursAboveMedian: 2 };
const workingFor = (minutes: number, letters = 'S'.repeat(20)) =>
  stalledRun(
    [...dailyRuns(letters), runOf('R', 'now', new Date(asOf.getTime() - minutes * 60_000))],
    asOf.getTime(),
    settings,
  );

it('a run is stalled beyond the larger of three times P95 and two hours above the median', () => {
  expect(workingFor(130)).toBeNull();
  expect(workingFor(131)).toEqual({
    runId: 'now',
    since: '2026-11-22T19:49:00.000Z',
    runningMinutes: 131,
    limitMinutes: 130,
  });
});

it('a job of long runs is given three times their length', () => {
  const long = dailyRuns('S'.repeat(20)).map((run) => ({
    ...run,
    endedAt: new Date(run.startedAt.getTime() + 300 * 60_000),
  }));
  const working = (minutes: number) =>
    runOf('R', 'now', new Date(asOf.getTime() - minutes * 60_000));
  expect(stalledRun([...long, working(890)], asOf.getTime(), settings)).toBeNull();
  expect(stalledRun([...long, working(910)], asOf.getTime(), settings)).toMatchObject({
    limitMinutes: 900,
  });
});

it('nothing is called stalled that has ended, or without five durations', () => {
  expect(stalledRun(dailyRuns('SSSSSSSS'), asOf.getTime(), settings)).toBeNull();
  expect(workingFor(9000, 'SSSS')).toBeNull();
  expect(stalledRun([], asOf.getTime(), settings)).toBeNull();
});
