import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardNormalCdf, standardNormalQuantile } from './normal-distribution.ts';

describe('the standard normal distribution', () => {
  // NIST/SEMATECH e-Handbook 1.3.6.7.1 (0.97500 at 1.96) and Abramowitz & Stegun, table 26.1, for more digits.
  it.each([
    [0, 0.5],
    [1, 0.841344746068543],
    [1.96, 0.97500210485178],
    [2, 0.977249868051821],
    [-3, 0.001349898031630095],
    [-5, 2.866515718791939e-7],
    [-10, 7.61985302416052e-24],
  ])('has P(Z ≤ %d) = %d as tabulated', (z, probability) => {
    expect(Math.abs(standardNormalCdf(z) - probability)).toBeLessThan(1e-15);
    expect(Math.abs(standardNormalCdf(z) / probability - 1)).toBeLessThan(1e-8);
  });

  // Wichura 1988, test values given with AS 241.
  it.each([
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798409],
    [0.975, 1.959963984540054],
  ])('has its %d quantile at %d as published with AS 241', (probability, z) => {
    expect(Math.abs(standardNormalQuantile(probability) / z - 1)).toBeLessThan(1e-14);
  });

  it('turns a quantile back into its probability', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.999999, noNaN: true }), (probability) => {
        const back = standardNormalCdf(standardNormalQuantile(probability));
        expect(Math.abs(back / probability - 1)).toBeLessThan(1e-8);
      }),
    );
  });

  it('goes to its limits far out and at certain and impossible events', () => {
    expect([standardNormalCdf(-40), standardNormalCdf(40)]).toEqual([0, 1]);
    expect(standardNormalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(standardNormalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(standardNormalQuantile(2)).toBeNaN();
  });
});
