import { describe, expect, it } from 'vitest';
import { dailyRuns, utc } from '../../../../test/fixtures/job-runs.ts';
import type { BriefRun } from '../../../domain/run.ts';
import { durationsOf, durationTests } from './run-durations.ts';

/** 84 daily runs: the length of each in minutes, and whether it is a full one. */
function runs(
  minutes: (day: number) => number,
  isFull: (day: number) => boolean | null = () => false,
  bottleneck: (day: number) => string | null = () => null,
): BriefRun[] {
  return dailyRuns('S'.repeat(84)).map((run, day) => ({
    ...run,
    endedAt: new Date(run.startedAt.getTime() + minutes(day) * 60_000),
    isFull: isFull(day),
    bottleneck: bottleneck(day),
  }));
}

const scatter = (day: number) => [0, 3, -2, 1, -3, 2][day % 6] ?? 0;
const isSunday = (day: number) => day % 7 === 6;

describe('durations', () => {
  it('are measured for full and incremental runs apart', () => {
    const durations = durationsOf(
      runs((day) => (isSunday(day) ? 300 : 40), isSunday),
      utc,
    );
    expect(
      durations.map(({ kind, runs: count, medianMinutes }) => [kind, count, medianMinutes]),
    ).toEqual([
      ['incremental', 72, 40],
      ['full', 12, 300],
    ]);
  });

  it('that grow by two minutes a week are said to, with the interval and the bottlenecks of both ends', () => {
    const growing = runs(
      (day) => 40 + (2 * day) / 7 + scatter(day),
      undefined,
      (day) => (day < 40 ? 'Source' : 'Target'),
    );
    const [seen] = durationsOf(growing, utc);
    expect(seen?.slopeMinutesPerWeek).toBeCloseTo(2, 0);
    expect(seen?.slopeLow).toBeGreaterThan(1.5);
    expect(seen?.slopeHigh).toBeLessThan(2.5);
    expect(seen).toMatchObject({
      bottleneckEarly: 'Source',
      bottleneckLate: 'Target',
      isNotable: true,
    });
    const [test] = durationTests(seen === undefined ? [] : [seen]);
    expect(test).toMatchObject({ kind: 'duration-incremental', where: 'rising' });
    expect(test?.p).toBeLessThan(0.01);
  });

  it('compare each weekday with itself: long Fridays are no trend', () => {
    const [seen] = durationsOf(
      runs((day) => (day % 7 === 4 ? 90 : 40) + scatter(day)),
      utc,
    );
    expect(Math.abs(seen?.slopeMinutesPerWeek ?? 9)).toBeLessThan(0.3);
    expect(seen?.p).toBeGreaterThan(0.05);
  });

  it('that change by less than a tenth of their median are no trend, however sure the change', () => {
    const [seen] = durationsOf(
      runs((day) => 400 + day / 20),
      utc,
    );
    expect(seen?.p).toBeLessThan(0.01);
    expect(durationTests(seen === undefined ? [] : [seen])[0]?.p).toBe(1);
  });

  it('leave out runs that failed or were retried, and ask nothing of a few', () => {
    const mixed = dailyRuns('SSFHSSFHSS').map((run) => ({ ...run, isFull: null }));
    expect(durationsOf(mixed, utc)).toMatchObject([
      { kind: 'all', runs: 6, medianMinutes: 10, p: null, slopeMinutesPerWeek: null },
    ]);
    expect(durationTests(durationsOf(mixed, utc))).toEqual([]);
    expect(durationsOf([], utc)).toEqual([]);
  });
});
