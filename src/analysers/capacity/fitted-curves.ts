import { polynomialFit } from '../../statistics/polynomial-fit.ts';

/** How well a curve describes the past. It says nothing about the future and is never a confidence. */
export interface FittedCurve {
  readonly shape: 'linear' | 'quadratic';
  /** Growth a day at the newest value. */
  readonly perDayNow: number;
  /** Share of the past variance that the curve explains; null where nothing varies. */
  readonly rSquared: number | null;
  /** Of the slope or of the curvature, were the days independent, which they are not; null without spare days. */
  readonly p: number | null;
}

/** The straight line and the parabola through the known values, of which the last is now; those that can be drawn. */
export function fittedCurves(values: readonly number[]): readonly FittedCurve[] {
  const now = values.length - 1;
  const known = [...values.entries()].filter(([, value]) => !Number.isNaN(value));
  const xs = known.map(([index]) => index - now);
  const ys = known.map(([, value]) => value);
  const shapes = [
    ['linear', 1],
    ['quadratic', 2],
  ] as const;
  return shapes.flatMap(([shape, degree]) => {
    const fit = polynomialFit(xs, ys, degree);
    if (fit === null) return [];
    const perDayNow = fit.coefficients[1] ?? Number.NaN;
    return [{ shape, perDayNow, rSquared: fit.rSquared, p: fit.highestPowerP }];
  });
}
