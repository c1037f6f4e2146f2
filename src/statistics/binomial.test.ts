import { expect, it } from 'vitest';
import { binomialUpperTail } from './binomial.ts';

it('51 sixes in 235 rolls of a fair die have a chance of 0.02654 (R binom.test, one-sided)', () => {
  expect(binomialUpperTail(51, 235, 1 / 6)).toBeCloseTo(0.02654, 5);
});

it.each([
  [0, 10, 0.3, 1],
  [10, 10, 0.5, 2 ** -10],
  [1, 10, 0, 0],
  [10, 10, 1, 1],
  [11, 10, 1, 0],
])('at least %d of %d with chance %d has the chance %d', (events, trials, share, expected) => {
  expect(binomialUpperTail(events, trials, share)).toBeCloseTo(expected, 12);
});
