import { expect, test } from 'vitest';
import { erlangC, meanWaitOfQueue } from './erlang-c.ts';

// Hillier and Lieberman, "Introduction to Operations Research", County Hospital: 2 arrivals an hour, 3 served an hour.
test('Hillier and Lieberman, County Hospital: P(wait) is 0.667 with one doctor and 0.167 with two', () => {
  expect(erlangC(1, 2 / 3)).toBeCloseTo(0.667, 3);
  expect(erlangC(2, 2 / 3)).toBeCloseTo(0.167, 3);
});

test('Hillier and Lieberman, County Hospital: the mean wait is 2/3 hour with one doctor and 1/24 with two', () => {
  expect(meanWaitOfQueue(1, 2 / 3) / 3).toBeCloseTo(2 / 3, 10);
  expect(meanWaitOfQueue(2, 2 / 3) / 3).toBeCloseTo(1 / 24, 10);
});

test('an overloaded queue has no end', () => {
  expect(erlangC(2, 2)).toBe(1);
  expect(meanWaitOfQueue(2, 3)).toBe(Number.POSITIVE_INFINITY);
});
