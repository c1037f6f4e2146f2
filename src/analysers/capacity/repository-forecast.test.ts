import { describe, expect, it } from 'vitest';
import { dailyReadings, plainCalibration, restless } from '../../../test/fixtures/used-space.ts';
import { fittedCurves } from './fitted-curves.ts';
import { forecastRepository } from './repository-forecast.ts';
import { capacitySettings } from './settings.ts';

const settings = capacitySettings.parse({ levelsPercent: [70, 80, 100] });
const facts = {
  readings: dailyReadings(60, restless),
  capacity: 8000,
  originDay: 59,
  settings,
  calibration: plainCalibration,
};

describe('a repository', () => {
  it('has an outlook for each level of the settings, in shares of its capacity', () => {
    const outlook = forecastRepository(facts);
    if (outlook.status !== 'ready') throw new Error(outlook.reason);
    expect(outlook.levels?.map(({ percent, level }) => [percent, level])).toEqual([
      [70, 5600],
      [80, 6400],
      [100, 8000],
    ]);
    expect(outlook.levels?.map(({ answer }) => answer)).toEqual([
      'reached',
      'within',
      'not-within',
    ]);
    expect(outlook.levels?.[1]?.probabilities.map(({ withinDays }) => withinDays)).toEqual([
      30, 60, 90,
    ]);
    expect(outlook.fit.map(({ shape }) => shape)).toEqual(['linear', 'quadratic']);
  });

  it.each([
    [null, /not known/],
    [0, /told as 0/],
    [-4, /told as -4/],
    [Number.NaN, /told as NaN/],
  ])('with the capacity %s has growth but no levels, and says why', (capacity, reason) => {
    const outlook = forecastRepository({ ...facts, capacity });
    if (outlook.status !== 'ready') throw new Error(outlook.reason);
    expect(outlook.levels).toBeNull();
    expect(outlook.reason).toMatch(reason);
    expect(outlook.forecast.path).toHaveLength(90);
  });

  it('with too little history says how much there is', () => {
    const readings = dailyReadings(9, restless);
    const outlook = forecastRepository({ ...facts, readings, originDay: 8 });
    expect(outlook).toMatchObject({
      status: 'not-enough-history',
      reason: 'not enough history, 9 of 14 days',
    });
  });
});

describe('the fitted curves', () => {
  it('tell growth at the newest day, not at the first', () => {
    const values = Array.from({ length: 30 }, (_, day) => 100 + day * day);
    values[4] = Number.NaN;
    const [linear, quadratic] = fittedCurves(values);
    expect(quadratic?.perDayNow).toBeCloseTo(58, 6);
    expect(quadratic?.rSquared).toBeCloseTo(1, 9);
    expect(linear?.perDayNow).toBeGreaterThan(25);
    expect(linear?.rSquared).toBeLessThan(0.99);
  });

  it('need days to be drawn through', () => {
    expect(fittedCurves([5])).toEqual([]);
    expect(fittedCurves([5, 6]).map(({ shape, p }) => [shape, p])).toEqual([['linear', null]]);
  });
});
