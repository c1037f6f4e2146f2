import { describe, expect, it } from 'vitest';
import { plainCalibration } from '../../../test/fixtures/used-space.ts';
import {
  errorQuantile,
  errorTables,
  forecastCalibrationSchema,
  shareBelow,
} from './calibration.ts';

const calibration = forecastCalibrationSchema.parse({
  U: [0.1, 0.5, 0.9],
  HB: [
    [1, 9],
    [10, 20],
  ],
  tables: {
    '14': [
      [-4, 0, 8],
      [-8, 0, 16],
    ],
    '60': [
      [-2, 0, 4],
      [-4, 0, 8],
    ],
  },
});

describe('the table of past errors', () => {
  it('is interpolated between the lengths of history that were measured', () => {
    const at = (days: number) => errorQuantile(errorTables(calibration, days).values, 0.9)(5);
    expect([7, 14, 37, 60, 300].map(at)).toEqual([8, 8, 6, 4, 4]);
  });

  it('is interpolated between horizons and between shares', () => {
    const { values } = errorTables(calibration, 60);
    expect(errorQuantile(values, 0.9)(10)).toBeCloseTo(6, 12);
    expect(errorQuantile(values, 0.7)(5)).toBeCloseTo(2, 12);
    expect(errorQuantile(values, 0.99)(90)).toBe(8);
  });

  it('tells the share below an error, the inverse of the quantile', () => {
    const { values } = errorTables(calibration, 60);
    for (const share of [0.1, 0.3, 0.5, 0.8, 0.9]) {
      expect(shareBelow(values, errorQuantile(values, share)(8), 8)).toBeCloseTo(share, 12);
    }
    expect(shareBelow(values, 1000, 8)).toBe(0.9);
  });

  it('without a table of peaks takes that of values for both', () => {
    const tables = errorTables(plainCalibration, 60);
    expect(tables.peaks).toEqual(tables.values);
  });
});

describe('the schema of the table', () => {
  const valid = { U: [0.1, 0.9], HB: [[1, 90]], tables: { '60': [[-1, 1]] } };

  it.each([
    ['shares that do not rise', { ...valid, U: [0.9, 0.1] }, /shares must rise/],
    ['quantiles that fall', { ...valid, tables: { '60': [[1, -1]] } }, /must not fall/],
    [
      'a row too many',
      {
        ...valid,
        tables: {
          '60': [
            [-1, 1],
            [-1, 1],
          ],
        },
      },
      /1 rows of 2/,
    ],
    ['a short row of peaks', { ...valid, peaks: { '60': [[1]] } }, /1 rows of 2/],
    ['no table', { ...valid, tables: {} }, /must not be empty/],
  ])('refuses %s', (_, table, message) => {
    expect(forecastCalibrationSchema.safeParse(valid).success).toBe(true);
    const { error } = forecastCalibrationSchema.safeParse(table);
    expect(error?.issues.map((issue) => issue.message).join('; ')).toMatch(message);
  });
});
