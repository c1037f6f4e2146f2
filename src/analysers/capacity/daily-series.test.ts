import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dailySeries } from './daily-series.ts';

describe('the daily series', () => {
  it('has one value a day from the first known day to the last, with holes as unknown', () => {
    const readings = [
      { day: 12, value: 30 },
      { day: 9, value: 10 },
      { day: 10, value: 20 },
    ];
    expect(dailySeries(readings, 14, 10)).toEqual({
      values: [10, 20, Number.NaN, 30],
      lastKnownDay: 12,
      faults: { notNumbers: 0, negative: 0, zero: 0, duplicateDays: 0 },
    });
  });

  it('sees only the days of its window', () => {
    const readings = [4, 5, 6, 14, 15].map((day) => ({ day, value: day }));
    const { values, lastKnownDay } = dailySeries(readings, 14, 10);
    expect(values[0]).toBe(5);
    expect(lastKnownDay).toBe(14);
  });

  it('names what is no reading and does not use it', () => {
    const values = [100, Number.NaN, -5, 0, Number.POSITIVE_INFINITY, 1e200, 110];
    const series = dailySeries(
      values.map((value, day) => ({ day, value })),
      6,
      14,
    );
    expect(series.values).toEqual([100, ...new Array<number>(5).fill(Number.NaN), 110]);
    expect(series.faults).toEqual({ notNumbers: 3, negative: 1, zero: 1, duplicateDays: 0 });
  });

  it('takes the median of a day with several readings', () => {
    const readings = [10, 12, 90].map((value) => ({ day: 3, value }));
    const { values, faults } = dailySeries(readings, 3, 14);
    expect(values).toEqual([12]);
    expect(faults.duplicateDays).toBe(1);
  });

  it('of nothing is empty', () => {
    expect(dailySeries([], 3, 14)).toMatchObject({ values: [], lastKnownDay: null });
    const missing = [{ day: 1, value: Number.NaN }];
    expect(dailySeries(missing, 3, 14)).toMatchObject({ values: [], lastKnownDay: null });
  });

  it('does not depend on the order of the readings', () => {
    const reading = fc.record({ day: fc.integer({ min: 0, max: 20 }), value: fc.integer() });
    const shuffled = fc
      .array(reading)
      .chain((readings) =>
        fc.tuple(
          fc.constant(readings),
          fc.shuffledSubarray(readings, { minLength: readings.length }),
        ),
      );
    fc.assert(
      fc.property(shuffled, ([readings, reordered]) => {
        expect(dailySeries(reordered, 20, 14)).toEqual(dailySeries(readings, 20, 14));
      }),
    );
  });
});
