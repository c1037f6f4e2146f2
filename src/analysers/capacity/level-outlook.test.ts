import { describe, expect, it } from 'vitest';
import { dailyReadings, plainCalibration } from '../../../test/fixtures/used-space.ts';
import type { ForecastCalibration } from './calibration.ts';
import { forecastSeries, type ReadyForecast } from './forecast.ts';
import { levelOutlook } from './level-outlook.ts';

function forecast(
  valueOn: (day: number) => number,
  calibration: ForecastCalibration = plainCalibration,
): ReadyForecast {
  const readings = dailyReadings(60, valueOn);
  const request = { readings, originDay: 59, historyDays: 60, horizonDays: 90, calibration };
  const made = forecastSeries(request);
  if (made.status !== 'ready') throw new Error('not ready');
  return made;
}

const growth = forecast((day) => 1000 + 10 * day);

describe('the day a level is reached', () => {
  it('is where growth leads, between an early and a late day', () => {
    const { answer, days, interval80, interval95 } = levelOutlook(growth, 2000, [30]);
    // Day 59 holds 1590: another 410 at 10 a day.
    expect(answer).toBe('within');
    expect(days).toBe(41);
    expect(interval80.early).toBeLessThan(41);
    expect(interval80.late).toBeGreaterThan(41);
    expect(interval95.early).toBeLessThanOrEqual(interval80.early ?? 0);
    expect(interval95.late).toBeGreaterThanOrEqual(interval80.late ?? 99);
  });

  it('is now when the newest value is there already', () => {
    const outlook = levelOutlook(growth, 1590, [30, 60]);
    expect(outlook).toMatchObject({
      answer: 'reached',
      days: 0,
      interval80: { early: 0, late: 0 },
      interval95: { early: 0, late: 0 },
    });
    expect(outlook.probabilities.map(({ probability }) => probability)).toEqual([1, 1]);
  });

  it.each([
    ['far above', growth, 5000],
    ['above a level series', forecast(() => 1000), 1200],
    ['above a falling series', forecast((day) => 2000 - 10 * day), 1600],
  ])('is not within the horizon %s', (_, made, level) => {
    const { answer, days, horizonDays, probabilities } = levelOutlook(made, level, [90]);
    expect({ answer, days, horizonDays }).toEqual({
      answer: 'not-within',
      days: null,
      horizonDays: 90,
    });
    expect(probabilities[0]?.probability).toBeLessThan(0.5);
  });

  it('has an early day when it is possible, though not likely', () => {
    const { days, interval95 } = levelOutlook(
      forecast(() => 1000),
      1020,
      [],
    );
    expect(days).toBeNull();
    expect(interval95.early).not.toBeNull();
    expect(interval95.late).toBeNull();
  });

  it('is read from the peaks where a table of them is given', () => {
    const peaks = { '60': [[0, 0.5, 1, 2, 3]] };
    const withPeaks = forecast((day) => 1000 + 10 * day, { ...plainCalibration, peaks });
    expect(levelOutlook(growth, 2000, []).days).toBe(41);
    expect(levelOutlook(withPeaks, 2000, []).days).toBeLessThan(41);
  });
});

describe('the probability of reaching a level', () => {
  it('rises with the days, falls with the level and is about even on the likely day', () => {
    const at = (level: number) =>
      levelOutlook(growth, level, [10, 20, 41, 60, 90]).probabilities.map(
        ({ probability }) => probability,
      );
    expect(at(2000)).toEqual([...at(2000)].sort((left, right) => left - right));
    for (const [index, probability] of at(2100).entries()) {
      expect(probability).toBeLessThanOrEqual(at(2000)[index] ?? 0);
    }
    expect(at(2000)[2]).toBeGreaterThanOrEqual(0.45);
    expect(at(2000)[2]).toBeLessThan(0.9);
  });

  it('is told for the days inside the horizon only', () => {
    const { probabilities } = levelOutlook(growth, 2000, [30, 90, 91]);
    expect(probabilities.map(({ withinDays }) => withinDays)).toEqual([30, 90]);
  });
});
