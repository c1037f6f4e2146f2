import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mannKendall } from './mann-kendall.ts';
import { randomNumbers } from './random-numbers.ts';
import { seasonalMannKendall } from './seasonal-mann-kendall.ts';

describe('the seasonal Mann–Kendall test', () => {
  it('adds the scores of the seasons, each compared with itself alone (Hirsch, Slack and Smith 1982)', () => {
    const seasons = [
      [6.32, 6.08, 5.16, 4.47, 4.13, 3.65],
      [8.2, 8.2, 7.9, 8.0, 7.1, 7.3],
    ];
    expect(seasonalMannKendall(seasons)?.score).toBe(-15 - 10);
    expect(
      seasonalMannKendall([
        [1, 1, 1],
        [900, 900, 900],
      ]),
    ).toBeNull();
  });

  it('takes a season for itself twice as four times its variance: nothing new was seen (Hirsch and Slack 1984)', () => {
    const season = [3, 1, 4, 1.5, 9, 2.6, 5, 3.5, 8];
    const once = mannKendall(season);
    const twice = seasonalMannKendall([season, season]);
    expect(twice?.variance).toBeCloseTo(4 * (once?.variance ?? 0), 9);
  });

  it('of one season is the plain test, also with values missing', () => {
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4 });
    fc.assert(
      fc.property(values, fc.nat(), (series, place) => {
        expect(seasonalMannKendall([series])).toEqual(mannKendall(series));
        const gap = [...series];
        const withGap = [...gap.slice(0, place % 4), null, ...gap.slice(place % 4)];
        expect(seasonalMannKendall([withGap])).toEqual(mannKendall(series));
      }),
    );
  });

  it('is called in at most 7 % where each value keeps half of the one before', () => {
    const random = randomNumbers(29);
    let called = 0;
    for (let round = 0; round < 600; round += 1) {
      const seasons = Array.from({ length: 7 }, (): number[] => []);
      let value = 0;
      for (let day = 0; day < 91; day += 1) {
        value = 0.5 * value + random() - 0.5;
        seasons[day % 7]?.push(value);
      }
      called += Number((seasonalMannKendall(seasons)?.twoSidedP ?? 1) <= 0.05);
    }
    expect(called / 600).toBeLessThanOrEqual(0.07);
  });
});
