import { expect, test } from 'vitest';
import { toleranceFactor } from './tolerance-factor.ts';

// Hahn and Meeker, "Statistical Intervals", table A.12 (Odeh and Owen 1980): one-sided, normal, 95 % confidence.
test.each([
  [3, 0.95, 7.656],
  [4, 0.95, 5.144],
  [5, 0.95, 4.203],
  [10, 0.95, 2.911],
  [20, 0.95, 2.396],
  [40, 0.95, 2.125],
  [5, 0.9, 3.407],
  [10, 0.9, 2.355],
  [20, 0.9, 1.926],
])('Hahn and Meeker table A.12: n = %i, share %d: %d', (n, share, published) => {
  expect(toleranceFactor(n, share, 0.95)).toBeCloseTo(published, 2);
});

test('of the median it is the bound of a mean: t/√n = 0.953 at n = 5 (t table, 2.132)', () => {
  expect(toleranceFactor(5, 0.5, 0.95)).toBeCloseTo(2.132 / Math.sqrt(5), 3);
});

test('a lower bound lies below the upper one and mirrors it at the median', () => {
  expect(toleranceFactor(8, 0.5, 0.05)).toBeCloseTo(-toleranceFactor(8, 0.5, 0.95), 6);
  expect(toleranceFactor(8, 0.95, 0.05)).toBeLessThan(toleranceFactor(8, 0.95, 0.95));
});
