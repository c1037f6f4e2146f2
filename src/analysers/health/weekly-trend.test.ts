import { describe, expect, it } from 'vitest';
import { asOf, dailyRuns, defaultHealthSettings } from '../../../test/fixtures/job-runs.ts';
import { addWeeks, trendOf, weeksOf } from './weekly-trend.ts';

const settings = defaultHealthSettings.trend;

/** Numerical Recipes' linear congruential generator: the same stream of numbers for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Share of simulated jobs whose failures show a trend; the chance to fail goes from the first to the second share. */
function shareWithTrend(jobs: number, runsPerDay: number, from: number, to: number): number {
  const random = randomNumbers(20_261_122);
  const runs = 90 * runsPerDay;
  let found = 0;
  for (let job = 0; job < jobs; job += 1) {
    const letters = Array.from({ length: runs }, (_, index) =>
      random() < from + ((to - from) * index) / runs ? 'F' : 'S',
    );
    const trend = trendOf(weeksOf(dailyRuns(letters.join(''), 1 / runsPerDay)), settings);
    found += Number(trend.status === 'rising' || trend.status === 'falling');
  }
  return found / jobs;
}

describe('weeks', () => {
  it('begin on Monday 00:00 UTC and hold the judged runs that started in them', () => {
    const at = (text: string, outcome: 'success' | 'failed' | 'warning') => ({
      startedAt: new Date(text),
      outcome,
    });
    const weeks = weeksOf([
      at('2026-11-15T23:59:59Z', 'failed'),
      at('2026-11-16T00:00:00Z', 'warning'),
      at('2026-11-22T23:59:59Z', 'success'),
    ]);
    expect(weeks).toEqual([
      { weekStart: '2026-11-09', runs: 1, failed: 1, warned: 0 },
      { weekStart: '2026-11-16', runs: 2, failed: 0, warned: 1 },
    ]);
  });

  it('add up to the weeks of all runs together', () => {
    const runs = dailyRuns('SFWSSFSSWSSFSSSSFWSSSSS');
    const some = runs.filter((_, index) => index % 3 === 0);
    const others = runs.filter((_, index) => index % 3 !== 0);
    expect(addWeeks(weeksOf(some), weeksOf(others))).toEqual(weeksOf(runs));
    expect(asOf.getUTCDay()).toBe(0);
  });
});

describe('the trend', () => {
  it.each([
    [0.03, 1],
    [0.1, 1],
    [0.3, 1],
    [0.05, 4],
  ])(
    'is called significant in at most 7 %% of jobs that fail at random with share %d, %d times a day',
    (share, runsPerDay) => {
      expect(shareWithTrend(1000, runsPerDay, share, share)).toBeLessThanOrEqual(0.07);
    },
  );

  it('is found in most jobs whose failures rise from none to a half', () => {
    expect(shareWithTrend(200, 1, 0, 0.5)).toBeGreaterThan(0.8);
  });

  it('names the direction', () => {
    const rising = `${'S'.repeat(40)}${'SF'.repeat(20)}`;
    expect(trendOf(weeksOf(dailyRuns(rising)), settings).status).toBe('rising');
    const falling = [...rising].reverse().join('');
    expect(trendOf(weeksOf(dailyRuns(falling)), settings).status).toBe('falling');
  });

  it('needs enough weeks and enough runs', () => {
    const short = trendOf(weeksOf(dailyRuns('SF'.repeat(10))), settings);
    expect(short).toMatchObject({ status: 'not-enough', twoSidedP: null });
    expect(short.reason).toBe('not enough: 3 weeks and 20 runs of 4 weeks and 20 runs');
    expect(trendOf(weeksOf(dailyRuns('SFSFSFSFSF', 7)), settings).status).toBe('not-enough');
  });

  it('is none when no run or every run failed', () => {
    expect(trendOf(weeksOf(dailyRuns('S'.repeat(40))), settings).status).toBe('none');
    expect(trendOf(weeksOf(dailyRuns('F'.repeat(40))), settings)).toMatchObject({
      status: 'none',
      reason: 'every run failed, so nothing changes over the weeks',
    });
  });
});
