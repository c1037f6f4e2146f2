import { describe, expect, it } from 'vitest';
import { theilSenSlope } from './periodic-slope.ts';

describe('the Theil–Sen slope', () => {
  // The definition of Sen 1968 by hand: the six slopes are −1, 2, 2.5, 3.33, 5 and 6.
  it('is the middle of the slopes of all pairs', () => {
    expect(theilSenSlope([10, 15, 14, 20])).toBeCloseTo((2.5 + 10 / 3) / 2, 12);
  });

  it('does not follow one wild value', () => {
    expect(theilSenSlope([0, 1, 2, 3, 400, 5, 6])).toBe(1);
  });

  it('with a period of 7 does not see a weekly pattern', () => {
    const values = Array.from({ length: 35 }, (_, day) => 3 * day + (day % 7 === 0 ? 500 : 0));
    expect(theilSenSlope(values, 7)).toBeCloseTo(3, 12);
    // Only 0 → 1 and 100 → 300 are two days apart.
    expect(theilSenSlope([0, 100, 1, 300], 2)).toBeCloseTo((0.5 + 100) / 2, 12);
  });

  it('needs one pair', () => {
    expect(theilSenSlope([1, 2, 3], 7)).toBeNull();
  });
});
