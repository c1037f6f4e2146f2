import { describe, expect, it } from 'vitest';
import { polynomialFit } from './polynomial-fit.ts';

describe('the straight line', () => {
  // NIST StRD, data set Norris: certified intercept, slope and R-squared.
  const norris = [
    [0.1, 0.2],
    [338.8, 337.4],
    [118.1, 118.2],
    [888.0, 884.6],
    [9.2, 10.1],
    [228.1, 226.5],
    [668.5, 666.3],
    [998.5, 996.3],
    [449.1, 448.6],
    [778.9, 777.0],
    [559.2, 558.2],
    [0.3, 0.4],
    [0.1, 0.6],
    [778.1, 775.5],
    [668.8, 666.9],
    [339.3, 338.0],
    [448.9, 447.5],
    [10.8, 11.6],
    [557.7, 556.0],
    [228.3, 228.1],
    [998.0, 995.8],
    [888.8, 887.6],
    [119.6, 120.2],
    [0.3, 0.3],
    [0.6, 0.3],
    [557.6, 556.8],
    [339.3, 339.1],
    [888.0, 887.2],
    [998.5, 999.0],
    [778.9, 779.0],
    [10.2, 11.1],
    [117.6, 118.3],
    [228.9, 229.2],
    [668.4, 669.1],
    [449.2, 448.9],
    [0.2, 0.5],
  ] as const;

  it('through the reference data agrees with the certified values', () => {
    // The file lists y first.
    const fit = polynomialFit(
      norris.map(([, x]) => x),
      norris.map(([y]) => y),
      1,
    );
    expect(fit?.coefficients[0]).toBeCloseTo(-0.262323073774029, 9);
    expect(fit?.coefficients[1]).toBeCloseTo(1.00211681802045, 12);
    expect(fit?.rSquared).toBeCloseTo(0.999993745883712, 12);
    expect(fit?.highestPowerP).toBeLessThan(1e-10);
  });
});

describe('the parabola', () => {
  // NIST StRD, data set Pontius: certified coefficients and R-squared.
  const deflections = [
    0.11019, 0.21956, 0.32949, 0.43899, 0.54803, 0.65694, 0.76562, 0.87487, 0.98292, 1.09146,
    1.20001, 1.30822, 1.41599, 1.52399, 1.63194, 1.73947, 1.84646, 1.95392, 2.06128, 2.16844,
    0.11052, 0.22018, 0.32939, 0.43886, 0.54798, 0.65739, 0.76596, 0.87474, 0.983, 1.0915, 1.20004,
    1.30818, 1.41613, 1.52408, 1.63159, 1.73965, 1.84696, 1.95445, 2.06177, 2.16829,
  ];

  it('through the reference data agrees with the certified values', () => {
    const loads = deflections.map((_, index) => 150_000 * ((index % 20) + 1));
    const fit = polynomialFit(loads, deflections, 2);
    expect(fit?.coefficients[0]).toBeCloseTo(0.673565789473684e-3, 12);
    expect((fit?.coefficients[1] ?? 0) / 0.732059160401003e-6).toBeCloseTo(1, 10);
    expect((fit?.coefficients[2] ?? 0) / -0.316081871345029e-14).toBeCloseTo(1, 8);
    expect(fit?.rSquared).toBeCloseTo(0.999999900178537, 12);
    expect(fit?.highestPowerP).toBeLessThan(1e-10);
  });

  it('through three points leaves nothing to judge it by', () => {
    expect(polynomialFit([0, 1, 2], [1, 3, 9], 2)?.highestPowerP).toBeNull();
    expect(polynomialFit([0, 1, 2], [1, 3, 9], 2)?.coefficients[2]).toBeCloseTo(2, 12);
  });

  it('through uneven days finds its own coefficients', () => {
    const xs = [0, 1, 2, 5, 9];
    const fit = polynomialFit(
      xs,
      xs.map((x) => 1 + 2 * x + 3 * x * x),
      2,
    );
    for (const [power, expected] of [1, 2, 3].entries()) {
      expect(fit?.coefficients[power]).toBeCloseTo(expected, 9);
    }
  });

  it('needs three different x, a line two', () => {
    expect(polynomialFit([0, 0, 1, 1], [1, 2, 3, 4], 2)).toBeNull();
    expect(polynomialFit([4, 4], [1, 2], 1)).toBeNull();
  });

  it('of a level series is exact and explains nothing', () => {
    const fit = polynomialFit([0, 1, 2, 3], [5, 5, 5, 5], 1);
    expect(fit).toEqual({ coefficients: [5, 0], rSquared: null, highestPowerP: 1 });
  });
});
