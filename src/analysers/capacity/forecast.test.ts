import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dailyReadings, plainCalibration, restless } from '../../../test/fixtures/used-space.ts';
import type { DayReading } from './daily-series.ts';
import { forecastSeries, quantilePath, type ReadyForecast } from './forecast.ts';

function forecast(readings: readonly DayReading[], originDay = 59): ReadyForecast {
  const made = forecastSeries({
    readings,
    originDay,
    historyDays: 60,
    horizonDays: 90,
    calibration: plainCalibration,
  });
  if (made.status !== 'ready') throw new Error(`${made.knownDays} days are not enough`);
  return made;
}

describe('the forecast', () => {
  it('of growth with a weekly full goes on as it went', () => {
    const full = (day: number) => 1000 + 5 * day + (day % 7 === 3 ? 700 : 0);
    const { path, removed } = forecast(dailyReadings(60, full));
    expect(removed).toEqual([]);
    for (const [index, value] of path.entries()) {
      expect(Math.abs(value - full(60 + index))).toBeLessThan(2);
    }
  });

  it('of a level stays level, with room on either side that grows', () => {
    const made = forecast(dailyReadings(60, () => 800));
    expect(new Set(made.path)).toEqual(new Set([800]));
    const high = quantilePath(made, 0.9);
    const low = quantilePath(made, 0.1);
    expect(high[89]).toBeGreaterThan(high[0] ?? Number.NaN);
    expect(low[89]).toBeLessThan(800);
  });

  it('sees nothing after its origin', () => {
    const known = dailyReadings(60, restless);
    const later = [...known, { day: 60, value: 9 }, { day: 61, value: 1e9 }];
    expect(forecast(later)).toEqual(forecast(known));
  });

  it('names what it took out, and is hardly moved by it', () => {
    const spiked = dailyReadings(60, (day) => (day === 40 ? 50_000 : restless(day)));
    const made = forecast(spiked);
    expect(made.removed).toEqual([{ day: 40, value: 50_000 }]);
    const clean = forecast(dailyReadings(60, restless));
    expect(Math.abs((made.path[59] ?? 0) / (clean.path[59] ?? 1) - 1)).toBeLessThan(0.01);
  });

  it('from a source that fell silent goes on from its last value, as far ahead as it was silent', () => {
    const silent = forecast(dailyReadings(50, (day) => 1000 + 10 * day));
    expect(silent.lastKnown).toEqual({ day: 49, value: 1490 });
    expect(silent.path[0]).toBeCloseTo(1600, 6);
    expect(silent.spread[0]).toBeGreaterThan(
      forecast(dailyReadings(60, (day) => 1000 + 10 * day)).spread[0] ?? 0,
    );
  });

  it('mends a change of unit and says so', () => {
    const changed = dailyReadings(60, (day) => restless(day) / (day >= 30 ? 1000 : 1));
    const made = forecast(changed);
    expect(made.unitChanges).toHaveLength(1);
    expect(made.path[29]).toBeCloseTo(
      (forecast(dailyReadings(60, restless)).path[29] ?? 0) / 1000,
      6,
    );
  });

  it.each([
    ['13 days', dailyReadings(13, restless), 13],
    ['one reading', dailyReadings(1, restless), 1],
    ['none', [], 0],
    ['60 days without one value', dailyReadings(60, () => Number.NaN), 0],
    ['60 zeros', dailyReadings(60, () => 0), 0],
    ['60 negative values', dailyReadings(60, () => -5), 0],
    ['every fifth day', dailyReadings(60, (day) => (day % 5 === 0 ? 7 : Number.NaN)), 12],
  ])('of %s is not made', (_, readings, knownDays) => {
    const made = forecastSeries({
      readings,
      originDay: Math.max(0, readings.length - 1),
      historyDays: 60,
      horizonDays: 90,
      calibration: plainCalibration,
    });
    expect(made).toMatchObject({ status: 'not-enough-history', knownDays, neededDays: 14 });
  });
});

describe('whatever the readings, the forecast', () => {
  const history = fc.array(fc.double({ min: 500, max: 1000, noNaN: true }), {
    minLength: 20,
    maxLength: 60,
  });
  const readingsOf = (
    values: readonly number[],
    change: (value: number) => number = (same) => same,
  ) => values.map((value, index) => ({ day: 60 - values.length + index, value: change(value) }));
  const near = (left: readonly number[], right: readonly number[], size: number) =>
    left.every((value, index) => Math.abs(value - (right[index] ?? Number.NaN)) < 1e-6 * size);

  it('is multiplied when they are multiplied, with its intervals', () => {
    fc.assert(
      fc.property(history, fc.double({ min: 0.001, max: 900, noNaN: true }), (values, factor) => {
        const plain = forecast(readingsOf(values));
        const scaled = forecast(readingsOf(values, (value) => value * factor));
        const expected = (path: readonly number[]) => path.map((value) => value * factor);
        expect(near(scaled.path, expected(plain.path), 1000 * factor)).toBe(true);
        for (const share of [0.025, 0.9]) {
          expect(
            near(quantilePath(scaled, share), expected(quantilePath(plain, share)), 1e4 * factor),
          ).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is shifted when they are shifted', () => {
    fc.assert(
      fc.property(history, fc.double({ min: 0, max: 5000, noNaN: true }), (values, shift) => {
        // The newest day is judged by its share of the level, which a shift changes.
        const kept = [...values, 900];
        const plain = forecast(readingsOf(kept));
        const shifted = forecast(readingsOf(kept, (value) => value + shift));
        expect(
          near(
            shifted.path,
            plain.path.map((value) => value + shift),
            1e4,
          ),
        ).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on their order, and its quantiles are in order', () => {
    fc.assert(
      fc.property(history, (values) => {
        const readings = readingsOf(values);
        const made = forecast([...readings].reverse());
        expect(made).toEqual(forecast(readings));
        const paths = [0.025, 0.1, 0.5, 0.9, 0.975].map((share) => quantilePath(made, share));
        for (const [index, path] of paths.slice(1).entries()) {
          expect(path.every((value, day) => value >= (paths[index]?.[day] ?? 0))).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
