import { describe, expect, it } from 'vitest';
import { dailyReadings, plainCalibration, restless } from '../../../test/fixtures/used-space.ts';
import { forecastSeries } from './forecast.ts';
import { keptPromises, promisedPoints } from './kept-promises.ts';

const point = {
  daysAhead: 7,
  expected: 1000,
  low80: 950,
  high80: 1050,
  low95: 900,
  high95: 1100,
};
const made = (madeOnDay: number) => ({
  subjectId: 'r-1',
  madeOnDay,
  asOf: new Date(madeOnDay * 86_400_000),
  points: [point, { ...point, daysAhead: 14 }],
});

describe('past forecasts', () => {
  it('are held against what came on the day they spoke of', () => {
    const came = [
      { day: 107, value: 1040 },
      { day: 114, value: 1080 },
      { day: 108, value: 880 },
    ];
    const promises = keptPromises([made(100), made(101)], came);
    expect(promises).toMatchObject({ resolved: 3, inside80: 1, inside95: 2 });
    expect(promises.medianErrorPercent).toBeCloseTo((100 * 80) / 1080, 6);
    expect(promises.last).toMatchObject({ madeOnDay: 100, daysAhead: 14, came: 1080 });
  });

  it('decide nothing before their day, and nothing on a day without a reading', () => {
    expect(keptPromises([made(100)], [{ day: 106, value: 1000 }])).toEqual({
      resolved: 0,
      inside80: 0,
      inside95: 0,
      medianErrorPercent: null,
      last: null,
    });
    expect(keptPromises([made(100)], [{ day: 107, value: Number.NaN }]).resolved).toBe(0);
  });

  it('are kept with both intervals for the days ahead that the horizon reaches', () => {
    const readings = dailyReadings(60, restless);
    const forecast = forecastSeries({
      readings,
      originDay: 59,
      historyDays: 60,
      horizonDays: 45,
      calibration: plainCalibration,
    });
    if (forecast.status !== 'ready') throw new Error('not ready');
    const points = promisedPoints(forecast);
    expect(points.map(({ daysAhead }) => daysAhead)).toEqual([7, 14, 30]);
    for (const { low95, low80, expected, high80, high95 } of points) {
      const rising = [low95, low80, expected, high80, high95];
      expect(rising.toSorted((one, other) => one - other)).toEqual(rising);
    }
  });
});
