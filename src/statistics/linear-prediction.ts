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

/**
 * A value that is expected, and what is not known of it: one new observation is value + s·(e + z/√n + w·lean) with independent normal
 * e, z and w, where z and w are the error of the fit itself, the same for all that it predicts, and s the standard deviation of one
 * observation about the fit, estimated with these degrees of freedom.
 */
export interface Prediction {
  readonly value: number;
  readonly residual: number;
  readonly n: number;
  /** How far from the middle of what was observed: (x − x̄)/√Sxx; 0 of a mean. */
  readonly lean: number;
  readonly freedom: number;
}

/** The value at x. Of one new observation there: s·√(1 + 1/n + (x − x̄)²/Sxx), with n − 2 degrees of freedom. */
export function predictedAt(line: FittedLine, x: number): Prediction {
  const { n, intercept, slope, residual, meanX, sumSquaresX } = line;
  const lean = (x - meanX) / Math.sqrt(sumSquaresX);
  return { value: intercept + slope * x, residual, n, lean, freedom: n - 2 };
}

/** The mean of at least two values. Of one new observation: s·√(1 + 1/n), with n − 1 degrees of freedom. */
export function predictedByMean(values: readonly number[]): Prediction {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const freedom = n - 1;
  return { value: mean, residual: Math.sqrt(squares / freedom), n, lean: 0, freedom };
}

/** The value below which one new observation lies with this probability: ŷ + t·s·√(1 + 1/n + lean²). */
export function predictiveQuantile(prediction: Prediction, probability: number): number {
  const { value, residual, n, lean, freedom } = prediction;
  const deviation = residual * Math.sqrt(1 + 1 / n + lean ** 2);
  return value + studentTQuantile(probability, freedom) * deviation;
}
