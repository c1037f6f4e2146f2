import { expect, test } from 'vitest';
import { lowerBoundRank, upperBoundRank } from './order-statistic-bound.ts';

test('Wilks 1941: 59, 93 and 124 are the fewest for the largest, second and third as 95/95 bound', () => {
  expect(upperBoundRank(58, 0.95, 0.95)).toBeNull();
  expect(upperBoundRank(59, 0.95, 0.95)).toBe(59);
  expect(upperBoundRank(92, 0.95, 0.95)).toBe(92);
  expect(upperBoundRank(93, 0.95, 0.95)).toBe(92);
  expect(upperBoundRank(124, 0.95, 0.95)).toBe(122);
});

test('sign-test bounds of the median: n = 10 gives ranks 2 and 9 at 95 % one-sided (Conover, table A3)', () => {
  expect(lowerBoundRank(10, 0.5, 0.95)).toBe(2);
  expect(upperBoundRank(10, 0.5, 0.95)).toBe(9);
});

test('too few give no bound', () => {
  expect(lowerBoundRank(4, 0.5, 0.95)).toBeNull();
  expect(upperBoundRank(0, 0.5, 0.95)).toBeNull();
});
