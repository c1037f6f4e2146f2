import { describe, expect, it } from 'vitest';
import { incompleteBeta } from './incomplete-beta.ts';

describe('the incomplete beta function', () => {
  // By hand from its integral: I_x(1, b) = 1 − (1 − x)^b, and I_x(2, 3) = 6x² − 8x³ + 3x⁴.
  it.each([
    [0.3, 1, 4, 1 - 0.7 ** 4],
    [0.4, 2, 3, 6 * 0.4 ** 2 - 8 * 0.4 ** 3 + 3 * 0.4 ** 4],
    [0.9, 2, 3, 6 * 0.9 ** 2 - 8 * 0.9 ** 3 + 3 * 0.9 ** 4],
    [0, 2, 3, 0],
    [1, 2, 3, 1],
  ])('at %d with %d and %d is %d', (x, a, b, expected) => {
    expect(incompleteBeta(x, a, b)).toBeCloseTo(expected, 12);
  });
});
