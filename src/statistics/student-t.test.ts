import { describe, expect, it } from 'vitest';
import { studentTwoSidedP, studentTwoSidedQuantile } from './student-t.ts';

describe('Student’s t', () => {
  // NIST/SEMATECH e-Handbook 1.3.6.7.2, critical values of Student's t distribution.
  it.each([
    [12.706, 1, 0.05],
    [2.228, 10, 0.05],
    [2.763, 28, 0.01],
    [1.671, 60, 0.1],
    [0, 5, 1],
  ])('of %d with %d degrees of freedom has p %d', (t, degreesOfFreedom, p) => {
    expect(studentTwoSidedP(t, degreesOfFreedom)).toBeCloseTo(p, 3);
    expect(studentTwoSidedP(-t, degreesOfFreedom)).toBeCloseTo(p, 3);
    expect(studentTwoSidedQuantile(p, degreesOfFreedom)).toBeCloseTo(t, 2);
  });

  it('of an endless t is 0, of an unknown t unknown', () => {
    expect(studentTwoSidedP(Number.POSITIVE_INFINITY, 3)).toBe(0);
    expect(studentTwoSidedP(Number.NaN, 3)).toBeNaN();
  });
});
