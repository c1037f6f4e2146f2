import type { LikelyValue } from './mixed-interval.ts';

/** The levels of the parts of a series in noise with an autocorrelation of first order, as far as the series tells both. */
export interface AutoregressiveLevels {
  /** The mean of what the series leaves likely. */
  readonly autocorrelation: number;
  readonly means: readonly number[];
  readonly views: readonly LevelsView[];
}

/** The levels as they are for one autocorrelation. */
export interface LevelsView {
  readonly autocorrelation: number;
  /** Of all views together 1. */
  readonly share: number;
  readonly means: readonly number[];
  /** Of the means, each with Student's t distribution. */
  readonly covariance: readonly (readonly number[])[];
  readonly degreesOfFreedom: number;
}

/** From −0.3 to 0.9, each as likely as the others before the series is seen. */
const autocorrelations = Array.from({ length: 13 }, (_, step) => (step - 3) / 10);

/**
 * Levels of the parts that begin at 0 and at `starts`, by generalised least squares for each autocorrelation ρ, and how likely each ρ is:
 * its restricted likelihood, √(1−ρ²) |X′V⁻¹X|^−½ S^−(n−p)/2 with S the squares left of n values by p levels. That has none of the bias
 * which levels give to an estimate of ρ. Zellner and Tiao 1964; Cheang and Reinsel 2000. No noise is taken for steadier than
 * `leastSpread`.
 */
export function autoregressiveLevels(
  values: readonly number[],
  starts: readonly number[],
  leastSpread: number,
): AutoregressiveLevels {
  const fits = autocorrelations.map((rho) => levelsAt(values, starts, rho, leastSpread));
  const most = Math.max(...fits.map(({ logLikelihood }) => logLikelihood));
  const weights = fits.map(({ logLikelihood }) => Math.exp(logLikelihood - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const views = fits.map(({ logLikelihood: _, ...fit }, index) => ({
    ...fit,
    share: (weights[index] ?? 0) / total,
  }));
  const meanOf = (value: (view: LevelsView) => number) =>
    views.reduce((sum, view) => sum + view.share * value(view), 0);
  return {
    autocorrelation: meanOf(({ autocorrelation }) => autocorrelation),
    means: [0, ...starts].map((_, level) => meanOf(({ means }) => means[level] ?? 0)),
    views,
  };
}

/** What each view says of Σ coefficient × level. */
export function likelyValues(
  { views }: AutoregressiveLevels,
  coefficients: readonly number[],
): readonly LikelyValue[] {
  return views.map(({ share, means, covariance, degreesOfFreedom }) => {
    const leaning = covariance.map((row) => product(row, coefficients));
    return {
      share,
      value: product(coefficients, means),
      squaredError: product(coefficients, leaning),
      degreesOfFreedom,
    };
  });
}

function product(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, each, index) => sum + each * (other[index] ?? 0), 0);
}

/** The levels for one ρ, with the logarithm of its restricted likelihood; at least five values more than levels. */
export function levelsAt(
  values: readonly number[],
  starts: readonly number[],
  rho: number,
  leastSpread: number,
): Omit<LevelsView, 'share'> & { readonly logLikelihood: number } {
  const { normal, right, squares } = equationsOf(values, starts, rho);
  const { inverse, logDeterminant } = inverted(normal);
  const means = inverse.map((row) => product(row, right));
  const degreesOfFreedom = values.length - right.length;
  const floor = degreesOfFreedom * leastSpread ** 2 * (1 - rho ** 2);
  const left = Math.max(floor, squares - product(means, right));
  const square = left / degreesOfFreedom;
  return {
    autocorrelation: rho,
    means,
    covariance: inverse.map((row) => row.map((each) => each * square)),
    degreesOfFreedom,
    logLikelihood:
      (Math.log(1 - rho ** 2) - logDeterminant - degreesOfFreedom * Math.log(left)) / 2,
  };
}

/** Of √(1−ρ²) times the first value, and of each other one less ρ times the one before: those are independent. */
function equationsOf(values: readonly number[], starts: readonly number[], rho: number) {
  const size = starts.length + 1;
  const normal = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const right = new Array<number>(size).fill(0);
  const first = values[0] ?? 0;
  let squares = (1 - rho ** 2) * first ** 2;
  add(normal, 0, 0, 1 - rho ** 2);
  right[0] = (1 - rho ** 2) * first;
  let level = 0;
  for (let place = 1; place < values.length; place += 1) {
    const own = (values[place] ?? 0) - rho * (values[place - 1] ?? 0);
    squares += own * own;
    if (place === starts[level]) {
      // The first value of a level, less ρ times the level before.
      right[level] = (right[level] ?? 0) - rho * own;
      right[level + 1] = (right[level + 1] ?? 0) + own;
      add(normal, level, level, rho ** 2);
      add(normal, level, level + 1, -rho);
      add(normal, level + 1, level, -rho);
      level += 1;
      add(normal, level, level, 1);
    } else {
      right[level] = (right[level] ?? 0) + (1 - rho) * own;
      add(normal, level, level, (1 - rho) ** 2);
    }
  }
  return { normal, right, squares };
}

function add(matrix: readonly number[][], row: number, column: number, value: number): void {
  const own = matrix[row];
  if (own !== undefined) own[column] = (own[column] ?? 0) + value;
}

/** By Gauss and Jordan; the matrix is symmetric and positive, so that no rows are exchanged. */
function inverted(matrix: readonly (readonly number[])[]) {
  const size = matrix.length;
  const rows = matrix.map((row, place) => [
    ...row,
    ...Array.from({ length: size }, (_, column) => Number(column === place)),
  ]);
  let logDeterminant = 0;
  for (const [place, row] of rows.entries()) {
    const pivot = row[place] ?? 1;
    logDeterminant += Math.log(pivot);
    row.forEach((value, column) => {
      row[column] = value / pivot;
    });
    for (const other of rows) if (other !== row) subtract(other, other[place] ?? 0, row);
  }
  return { inverse: rows.map((row) => row.slice(size)), logDeterminant };
}

function subtract(from: number[], times: number, row: readonly number[]): void {
  row.forEach((value, column) => {
    from[column] = (from[column] ?? 0) - times * value;
  });
}
