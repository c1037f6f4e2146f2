import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaCdf, betaQuantile } from './beta-distribution.ts';
import { binomialUpperTail } from './binomial.ts';

describe('the beta distribution', () => {
  it('of 2 and 3 is x²(6 − 8x + 3x²); of halves it is the arcsine law (Abramowitz and Stegun 26.5)', () => {
    for (const x of [0.001, 0.1, 0.37, 0.5, 0.83, 0.999]) {
      expect(betaCdf(x, 2, 3)).toBeCloseTo(x * x * (6 - 8 * x + 3 * x * x), 12);
      expect(betaCdf(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 12);
    }
    expect(betaQuantile(0.05, 2, 3)).toBeCloseTo(0.09761146, 8);
  });

  it('is the binomial tail (Abramowitz and Stegun 26.5.24)', () => {
    const cases = fc.tuple(
      fc.integer({ min: 1, max: 60 }),
      fc.nat(40),
      fc.integer({ min: 1, max: 99 }),
    );
    fc.assert(
      fc.property(cases, ([events, others, percent]) => {
        const tail = binomialUpperTail(events, events + others, percent / 100);
        expect(betaCdf(percent / 100, events, others + 1)).toBeCloseTo(tail, 9);
      }),
    );
  });

  it('comes back from its quantile', () => {
    for (const [p, a, b] of [
      [0.05, 40.25, 900.75],
      [0.95, 0.4, 3],
      [0.5, 12, 12],
    ] as const) {
      expect(betaCdf(betaQuantile(p, a, b), a, b)).toBeCloseTo(p, 9);
    }
  });
});
