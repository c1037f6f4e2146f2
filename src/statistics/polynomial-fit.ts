import { studentTwoSidedP } from './student-t.ts';

export interface PolynomialFit {
  /** From the constant upwards. */
  readonly coefficients: readonly number[];
  /** Share of the variance that the curve explains; null where nothing varies. */
  readonly rSquared: number | null;
  /** Two-sided p of the highest power, were the errors independent and normal; null without spare values. */
  readonly highestPowerP: number | null;
}

/**
 * Ordinary least squares of y on 1, x, …, x^degree; null with too few different x. Powers are taken about the mean of x and
 * orthogonalised, which keeps the digits that the normal equations lose (Björck, "Numerical Methods for Least Squares", 1996, 2.4).
 */
export function polynomialFit(
  xs: readonly number[],
  ys: readonly number[],
  degree: 1 | 2,
): PolynomialFit | null {
  const centre = meanOf(xs);
  const width = Math.max(...xs.map((x) => Math.abs(x - centre)));
  if (!(width > 0)) return null;
  const z = xs.map((x) => (x - centre) / width);
  const meanY = meanOf(ys);
  const linear = z;
  const slope = dot(linear, ys) / dot(linear, linear);
  const line = ys.map((y, index) => y - meanY - slope * (z[index] ?? 0));
  if (degree === 1) {
    const coefficients = expanded(meanY, slope, 0, centre, width).slice(0, 2);
    return { coefficients, ...quality(ys, line, slope, dot(linear, linear), 2) };
  }
  const squares = z.map((value) => value * value);
  const meanSquare = meanOf(squares);
  const tilt = dot(linear, squares) / dot(linear, linear);
  const curve = squares.map((square, index) => square - meanSquare - tilt * (z[index] ?? 0));
  const weight = dot(curve, curve);
  if (!(weight > Number.EPSILON * z.length)) return null;
  const bend = dot(curve, line) / weight;
  const rest = line.map((value, index) => value - bend * (curve[index] ?? 0));
  const coefficients = expanded(
    meanY - bend * meanSquare,
    slope - bend * tilt,
    bend,
    centre,
    width,
  );
  return { coefficients, ...quality(ys, rest, bend, weight, 3) };
}

/** a + b·z + c·z² with z = (x − centre)/width, as coefficients of x. */
function expanded(a: number, b: number, c: number, centre: number, width: number): number[] {
  const first = b / width;
  const second = c / width ** 2;
  return [a - first * centre + second * centre ** 2, first - 2 * second * centre, second];
}

function quality(
  ys: readonly number[],
  rest: readonly number[],
  highest: number,
  weight: number,
  parameters: number,
): Pick<PolynomialFit, 'rSquared' | 'highestPowerP'> {
  const mean = meanOf(ys);
  const total = ys.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  const left = dot(rest, rest);
  const spare = ys.length - parameters;
  const rSquared = total > 0 ? 1 - left / total : null;
  if (spare <= 0) return { rSquared, highestPowerP: null };
  const standardError = Math.sqrt(left / spare / weight);
  if (standardError === 0) return { rSquared, highestPowerP: highest === 0 ? 1 : 0 };
  return { rSquared, highestPowerP: studentTwoSidedP(highest / standardError, spare) };
}

function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
