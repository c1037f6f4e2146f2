import { describe, expect, it } from 'vitest';
import { clippedMean } from './clipped-mean.ts';

describe('the clipped mean', () => {
  // Wikipedia, "Median absolute deviation": of 1, 1, 2, 2, 4, 6, 9 the median is 2 and the deviation 1.
  const example = [1, 1, 2, 2, 4, 6, 9];

  it('moves what lies beyond two robust standard deviations to that bound', () => {
    const bound = 2 + 2 * 1.4826;
    expect(clippedMean(example, 2)).toBeCloseTo((1 + 1 + 2 + 2 + 4 + 2 * bound) / 7, 12);
  });

  it('is the mean when the bounds are wide, and the median when they are closed', () => {
    expect(clippedMean(example, 100)).toBeCloseTo(25 / 7, 12);
    expect(clippedMean(example, 0)).toBe(2);
  });

  it('of nothing is nothing', () => {
    expect(clippedMean([], 2)).toBeNull();
  });
});
