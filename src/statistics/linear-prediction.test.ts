import { expect, test } from 'vitest';
import {
  fittedLine,
  predictedAt,
  predictedByMean,
  predictiveQuantile,
} from './linear-prediction.ts';
import { studentTQuantile } from './student-t-quantile.ts';

// Anscombe, "Graphs in statistical analysis", 1973, first set.
const xs = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
const ys = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];

test('Anscombe 1973: y = 3.00 + 0.50x, residual error 1.237, p of the slope 0.00217', () => {
  const line = fittedLine(xs, ys);
  expect(line?.intercept).toBeCloseTo(3.0001, 4);
  expect(line?.slope).toBeCloseTo(0.5001, 4);
  expect(line?.residual).toBeCloseTo(1.2366, 4);
  expect(line?.slopeP).toBeCloseTo(0.00217, 5);
});

test('Anscombe 1973: the 95 % prediction at x = 10 is 8.001 ± 2.934', () => {
  const line = fittedLine(xs, ys);
  if (line === null) throw new Error('no line');
  const prediction = predictedAt(line, 10);
  expect(prediction.value).toBeCloseTo(8.001, 3);
  expect(predictiveQuantile(prediction, 0.975) - prediction.value).toBeCloseTo(2.934, 3);
});

test('Hahn and Meeker 1991, table A.14: one new value of five lies below mean + 2.335 s with 95 %', () => {
  const prediction = predictedByMean([1, 2, 3, 4, 5]);
  expect(prediction).toMatchObject({ value: 3, n: 5, lean: 0, freedom: 4 });
  const factor = (predictiveQuantile(prediction, 0.95) - 3) / Math.sqrt(2.5);
  expect(factor).toBeCloseTo(2.335, 3);
});

test.each([
  [0.975, 10, 2.228],
  [0.95, 4, 2.132],
  [0.05, 4, -2.132],
  [0.975, 1, 12.706],
])('t table: probability %d, %i degrees of freedom: %d', (probability, freedom, published) => {
  expect(studentTQuantile(probability, freedom)).toBeCloseTo(published, 3);
});

test('no line of two points or of one x', () => {
  expect(fittedLine([1, 2], [1, 2])).toBeNull();
  expect(fittedLine([3, 3, 3], [1, 2, 3])).toBeNull();
});
