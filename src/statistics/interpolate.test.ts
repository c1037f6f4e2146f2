import { describe, expect, it } from 'vitest';
import { interpolate } from './interpolate.ts';

describe('interpolation', () => {
  // The example of NumPy's documentation of interp: through (1, 3), (2, 2), (3, 0), with both ends held.
  it.each([
    [0, 3],
    [1, 3],
    [1.5, 2.5],
    [2.72, 0.56],
    [3.14, 0],
  ])('at %d is %d', (x, expected) => {
    expect(interpolate([1, 2, 3], [3, 2, 0], x)).toBeCloseTo(expected, 12);
  });

  it('through one point is level, and at a step takes the later value', () => {
    expect(interpolate([5], [2], 100)).toBe(2);
    expect(interpolate([1, 2, 2, 3], [0, 1, 5, 5], 2.5)).toBe(5);
  });
});
