import { describe, expect, it } from 'vitest';
import { winsorisedMean } from './winsorised-mean.ts';

// The worked example of Wikipedia's article "Winsorizing": 20 values with the mean 101.5.
const example = [
  92, 19, 101, 58, 1053, 91, 26, 78, 10, 13, -40, 101, 86, 85, 15, 89, 89, 28, -5, 41,
];

describe('the winsorised mean', () => {
  it('of 90 % of the published example is 55.65', () => {
    expect(winsorisedMean(example, 0.05)).toBeCloseTo(55.65, 12);
  });

  it('that moves nothing is the mean, and that moves all is the median', () => {
    expect(winsorisedMean(example, 0)).toBeCloseTo(101.5, 12);
    expect(winsorisedMean([1, 2, 9], 0.5)).toBe(2);
  });

  it('of nothing is nothing', () => {
    expect(winsorisedMean([], 0.2)).toBeNull();
  });
});
