import { expect, test } from 'vitest';
import { judgedRate } from '../../evaluation/efficiency/judged-rate.ts';

const isMissed = (hits: number, of: number, limit: Parameters<typeof judgedRate>[2]) =>
  judgedRate(hits, of, limit).isMissed;

test('a rate misses its limit only where chance does not explain it', () => {
  expect(isMissed(492, 500, { least: 0.99 })).toBe(false);
  expect(isMissed(3936, 4000, { least: 0.99 })).toBe(true);
  expect(isMissed(30, 500, { most: 0.05 })).toBe(false);
  expect(isMissed(130, 2000, { most: 0.05 })).toBe(true);
});

test('a rate on the good side of its limit is met, and of nothing none is', () => {
  expect(isMissed(2, 2000, { most: 0.05 })).toBe(false);
  expect(isMissed(2000, 2000, { least: 0.99 })).toBe(false);
  expect(isMissed(0, 0, { most: 0.05 })).toBe(true);
});
