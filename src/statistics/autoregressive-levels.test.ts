import { expect, it } from 'vitest';
import { autoregressiveLevels, levelsAt, likelyValues } from './autoregressive-levels.ts';
import { mixedInterval } from './mixed-interval.ts';
import { randomNumbers } from './random-numbers.ts';

/** Luteinizing hormone at 48 instants; Diggle, "Time Series", 1990, table A.1: `lh` of R. */
const hormone = [
  2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2.0, 1.9, 1.7, 2.2, 1.8, 3.2, 3.2, 2.7, 2.2, 2.2,
  1.9, 1.9, 1.8, 2.7, 3.0, 2.3, 2.0, 2.0, 2.9, 2.9, 2.7, 2.7, 2.3, 2.6, 2.4, 1.8, 1.7, 1.5, 1.4,
  2.1, 3.3, 3.5, 3.5, 3.1, 2.6, 2.1, 3.4, 3.0, 2.9,
];

it('of one level is R’s arima(lh, order = c(1, 0, 0)): at ar1 0.5739 the mean is 2.4133 ± 0.1466', () => {
  const { means, covariance, degreesOfFreedom } = levelsAt(hormone, [], 0.5739, 0);
  expect(means[0]).toBeCloseTo(2.4133, 4);
  // R divides the squares by n, here by n − 1.
  const square = ((covariance[0]?.[0] ?? 0) * degreesOfFreedom) / hormone.length;
  expect(Math.sqrt(square)).toBeCloseTo(0.1466, 3);
});

it('of two levels without autocorrelation are the means of both parts, each by its own number', () => {
  const values = [1, 2, 3, 4, 5, 11, 12, 13, 14, 15, 16, 17];
  const { means, covariance, degreesOfFreedom } = levelsAt(values, [5], 0, 0);
  expect(means).toEqual([3, 14]);
  expect(degreesOfFreedom).toBe(10);
  // Squares left: 10 and 28.
  expect(covariance[0]?.[0]).toBeCloseTo(3.8 / 5, 12);
  expect(covariance[1]?.[1]).toBeCloseTo(3.8 / 7, 12);
  expect(covariance[0]?.[1]).toBeCloseTo(0, 12);
});

it('are the same of a series told backwards', () => {
  const there = levelsAt(hormone, [13, 40], 0.6, 0);
  const back = levelsAt(hormone.toReversed(), [8, 35], 0.6, 0);
  there.means.forEach((mean, level) => {
    expect(back.means[2 - level]).toBeCloseTo(mean, 10);
    expect(back.covariance[2 - level]?.[2 - level]).toBeCloseTo(
      there.covariance[level]?.[level] ?? 0,
      12,
    );
  });
  expect(back.logLikelihood).toBeCloseTo(there.logLikelihood, 10);
});

/** Box and Muller 1958. */
const normal = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

it.each([0, 0.4, 0.7])(
  'states an interval of the last of two levels that holds as often as it says, at an autocorrelation of %d',
  (rho) => {
    const random = randomNumbers(20_261_127);
    const series = 1500;
    let held = 0;
    for (let count = 0; count < series; count += 1) {
      let noise = normal(random);
      const values = Array.from({ length: 60 }, () => {
        noise = rho * noise + Math.sqrt(1 - rho * rho) * normal(random);
        return noise;
      });
      const levels = autoregressiveLevels(values, [30], 0);
      const { low, high } = mixedInterval(likelyValues(levels, [0, 1]), 0.05);
      held += Number(low <= 0 && 0 <= high);
    }
    expect(held / series).toBeGreaterThan(0.935);
    expect(held / series).toBeLessThan(0.97);
  },
);

it('takes no noise for steadier than it is told', () => {
  const { views } = autoregressiveLevels(new Array(20).fill(7), [], 0.01);
  for (const { means, covariance } of views) {
    expect(means[0]).toBeCloseTo(7, 12);
    expect(covariance[0]?.[0]).toBeGreaterThan(1e-6);
  }
});
