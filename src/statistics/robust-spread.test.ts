import { expect, it } from 'vitest';
import { robustSpread } from './robust-spread.ts';

it('is that of the example of Leys, Ley, Klein, Bernard and Licata (2013)', () => {
  expect(robustSpread([1, 3, 3, 6, 8, 10, 10, 1000])).toBeCloseTo(5.1891, 4);
});

it('is 0 of equal values and unknown of none', () => {
  expect(robustSpread([2, 2, 2, 9])).toBe(0);
  expect(robustSpread([])).toBeNull();
});
