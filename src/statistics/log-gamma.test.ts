import { describe, expect, it } from 'vitest';
import { logGamma } from './log-gamma.ts';

describe('the logarithm of the gamma function', () => {
  // Γ(½) = √π and Γ(n) = (n − 1)!
  it.each([
    [0.5, Math.log(Math.sqrt(Math.PI))],
    [0.25, 1.2880225246980774],
    [1, 0],
    [11, Math.log(3_628_800)],
  ])('at %d is %d', (x, expected) => {
    expect(logGamma(x)).toBeCloseTo(expected, 11);
  });
});
