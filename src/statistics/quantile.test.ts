import { expect, it } from 'vitest';
import { quantile } from './quantile.ts';

it.each([
  [[15, 20, 35, 40, 50], 0.4, 29],
  [[10, 1, 4, 3], 0.5, 3.5],
  [[7], 0.95, 7],
])('of %j at %d is %d (type 7: Hyndman and Fan 1996, R quantile)', (values, share, expected) => {
  expect(quantile(values, share)).toBeCloseTo(expected, 12);
});

it('of nothing is nothing', () => {
  expect(quantile([], 0.5)).toBeNull();
});
