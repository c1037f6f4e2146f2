import { studentTwoSidedP } from './student-t.ts';
import { studentTQuantile } from './student-t-quantile.ts';

/** A least-squares line y = intercept + slope·x, with everything a prediction needs. */
export interface FittedLine {
  readonly n: number;
  readonly intercept: number;
  readonly slope: number;
  /** Residual standard deviation with n − 2 degrees of freedom. */
  readonly residual: number;
  readonly meanX: number;
  readonly sumSquaresX: number;
  /** P of a slope this far from 0 where there is none. */
  readonly slopeP: number;
}

/** Ordinary least squares; null of fewer than three points or where all x are alike. Montgomery, Peck and Vining, chapter 2. */
export function fittedLine(xs: readonly number[], ys: readonly number[]): FittedLine | null {
  const n = xs.length;
  if (n < 3) return null;
  const meanX = xs.reduce((sum, x) => sum + x, 0) / n;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / n;
  const sumSquaresX = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  if (sumSquaresX < 1e-12) return null;
  const products = xs.reduce((sum, x, place) => sum + (x - meanX) * ((ys[place] ?? 0) - meanY), 0);
  const slope = products / sumSquaresX;
  const intercept = meanY - slope * meanX;
  const squares = xs.reduce(
    (sum, x, place) => sum + ((ys[place] ?? 0) - intercept - slope * x) ** 2,
    0,
  );
  const residual = Math.sqrt(squares / (n - 2));
  const slopeP = studentTwoSidedP((slope * Math.sqrt(sumSquaresX)) / residual, n - 2);
  return { n, intercept, slope, residual, meanX, sumSquaresX, slopeP };
}

/** A value that is expected, the standard deviation of one new observation around it, and the degrees of freedom it rests on. */
export interface Prediction {
  readonly value: number;
  readonly deviation: number;
  readonly freedom: number;
}

/** The value at x, and the standard deviation of one new observation there: s·√(1 + 1/n + (x − x̄)²/Sxx). */
export function predictedAt(line: FittedLine, x: number): Prediction {
  const { n, intercept, slope, residual, meanX, sumSquaresX } = line;
  const deviation = residual * Math.sqrt(1 + 1 / n + (x - meanX) ** 2 / sumSquaresX);
  return { value: intercept + slope * x, deviation, freedom: n - 2 };
}

/** The value below which one new observation lies with this probability: ŷ + t·s. */
export function predictiveQuantile(prediction: Prediction, probability: number): number {
  const { value, deviation, freedom } = prediction;
  return value + studentTQuantile(probability, freedom) * deviation;
}
