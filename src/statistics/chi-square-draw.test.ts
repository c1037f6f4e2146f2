import { expect, test } from 'vitest';
import { chiSquareDraw } from './chi-square-draw.ts';
import { quantile } from './quantile.ts';
import { randomNumbers } from './random-numbers.ts';

// Abramowitz and Stegun, table 26.8.
test.each([
  [2, 1.386, 5.991],
  [3, 2.366, 7.815],
  [10, 9.342, 18.307],
  [60, 59.335, 79.082],
])(
  'χ² with %i degrees of freedom has the median %d and the 95th percentile %d',
  (freedom, median, high) => {
    const random = randomNumbers(freedom);
    const drawn = Array.from({ length: 40_000 }, () => chiSquareDraw(freedom, random));
    expect((quantile(drawn, 0.5) ?? 0) / median).toBeCloseTo(1, 1);
    expect((quantile(drawn, 0.95) ?? 0) / high).toBeCloseTo(1, 1);
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length;
    expect(Math.abs(mean - freedom) / Math.sqrt((2 * freedom) / drawn.length)).toBeLessThan(4);
    expect(variance / (2 * freedom)).toBeGreaterThan(0.95);
    expect(variance / (2 * freedom)).toBeLessThan(1.05);
  },
);
