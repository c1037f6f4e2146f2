import { expect, test } from 'vitest';
import { mixedInterval } from './mixed-interval.ts';

/** Hours of sleep gained by ten patients; Student, "The probable error of a mean", 1908: mean difference 1.58, t = 4.062. */
const sleep = {
  value: 1.58,
  squaredError: (1.58 / 4.0621) ** 2,
  degreesOfFreedom: 9,
};

test('Student 1908: one view alone has the interval of its own t distribution, 0.700 to 2.460', () => {
  const { value, low, high } = mixedInterval([{ ...sleep, share: 1 }], 0.05);
  expect(value).toBe(1.58);
  expect(low).toBeCloseTo(0.7001, 3);
  expect(high).toBeCloseTo(2.4599, 3);
  const halves = mixedInterval(
    [
      { ...sleep, share: 0.5 },
      { ...sleep, share: 0.5 },
    ],
    0.05,
  );
  expect(halves.low).toBeCloseTo(low, 9);
});

test('views far apart are both inside, and one of a small share moves the interval little', () => {
  const far = (share: number) =>
    mixedInterval(
      [
        { ...sleep, share: 1 - share },
        { ...sleep, value: 11.58, share },
      ],
      0.05,
    );
  expect(far(0.5)).toMatchObject({ value: 6.58 });
  expect(far(0.5).low).toBeLessThan(1.58);
  expect(far(0.5).high).toBeGreaterThan(11.58);
  expect(far(0.001).high).toBeLessThan(3);
});
