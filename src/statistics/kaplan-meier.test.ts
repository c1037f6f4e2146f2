import { expect, test } from 'vitest';
import { kaplanMeier, survivalQuantile, survivalQuantileBounds } from './kaplan-meier.ts';

// Freireich et al. 1963, weeks in remission with 6-MP, as given by Kleinbaum and Klein, "Survival Analysis", chapter 2.
const observed = [6, 6, 6, 7, 10, 13, 16, 22, 23];
const censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
const remission = [
  ...censored.map((time) => ({ time, isEvent: false })),
  ...observed.map((time) => ({ time, isEvent: true })),
];

test('Freireich 1963: the curve of the 6-MP group', () => {
  const steps = kaplanMeier(remission);
  expect(steps.map(({ time }) => time)).toEqual([6, 7, 10, 13, 16, 22, 23]);
  expect(steps.map(({ atRisk }) => atRisk)).toEqual([21, 17, 15, 12, 11, 7, 6]);
  const published = [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448];
  steps.forEach(({ survival }, place) => {
    expect(survival).toBeCloseTo(published[place] ?? 0, 3);
  });
});

test('Freireich 1963: Greenwood errors of survival', () => {
  const steps = kaplanMeier(remission);
  const published = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346];
  steps.forEach(({ survival, logError }, place) => {
    expect(survival * logError).toBeCloseTo(published[place] ?? 0, 3);
  });
});

test('Freireich 1963: median 23 weeks, its log-log bounds 13 and none', () => {
  const steps = kaplanMeier(remission);
  expect(survivalQuantile(steps, 0.5)).toBe(23);
  expect(survivalQuantileBounds(steps, 0.5)).toEqual({ low: 13, high: null });
});

test('a share the curve never reaches has no time', () => {
  expect(survivalQuantile(kaplanMeier(remission), 0.95)).toBeNull();
  expect(survivalQuantile(kaplanMeier([]), 0.5)).toBeNull();
});

test('without censoring it is the sample itself', () => {
  const steps = kaplanMeier([1, 2, 3, 4].map((time) => ({ time, isEvent: true })));
  expect(steps.map(({ survival }) => survival)).toEqual([0.75, 0.5, 0.25, 0]);
  expect(survivalQuantile(steps, 0.5)).toBe(2);
});
