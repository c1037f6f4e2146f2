import { expect, it } from 'vitest';
import { randomNumbers } from '../../statistics/random-numbers.ts';
import { courseOf } from './level-shifts.ts';
import { withoutWeekday } from './weekday-profile.ts';

const nights = 60;

/** Box and Muller 1958. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function noise(random: () => number, rho: number, spread = 0.03): readonly number[] {
  let last = normal(random);
  return Array.from({ length: nights }, () => {
    last = rho * last + Math.sqrt(1 - rho * rho) * normal(random);
    return spread * last;
  });
}

it.each([0, 0.4, 0.6])(
  'states an interval of the level that holds as often as it says, weekdays taken off, at an autocorrelation of %d',
  (rho) => {
    const random = randomNumbers(20_261_126);
    const series = 1000;
    let held = 0;
    for (let count = 0; count < series; count += 1) {
      const values = noise(random, rho, 0.05).map((value, night) => ({ night, value }));
      const { low, high } = courseOf(withoutWeekday(values)).currentLevel;
      held += Number(low <= 0 && 0 <= high);
    }
    expect(held / series).toBeGreaterThan(0.935);
    expect(held / series).toBeLessThan(0.97);
  },
);

it('takes a weekday off that stands out, keeps the mean of the week, and leaves chance alone', () => {
  const random = randomNumbers(7);
  const quiet = noise(random, 0).slice(0, 56);
  const asNights = (values: readonly number[]) => values.map((value, night) => ({ night, value }));
  const saturdays = quiet.map((value, night) => value + (night % 7 === 5 ? 0.2 : 0));
  const adjusted = withoutWeekday(asNights(saturdays));
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const saturday = mean(adjusted.filter((_, night) => night % 7 === 5));
  expect(Math.abs(saturday - mean(adjusted))).toBeLessThan(0.04);
  expect(mean(adjusted)).toBeCloseTo(mean(saturdays), 9);
  const flat = quiet.map((_, night) => (night % 2 === 0 ? 0.01 : -0.01));
  expect(withoutWeekday(asNights(flat))).toEqual(flat);
});

it.each([0, 0.5])(
  'tells one clean series in twenty of a change at most, and of a dip of ten nights its two ends, at an autocorrelation of %d',
  (rho) => {
    const random = randomNumbers(12);
    const series = 400;
    let flagged = 0;
    let told = 0;
    for (let count = 0; count < series; count += 1) {
      flagged += Number(courseOf(noise(random, rho, 0.036)).shifts.length > 0);
      const dip = noise(random, rho).map(
        (value, night) => value - (night >= 20 && night < 30 ? 0.2 : 0),
      );
      const [first, second, ...others] = courseOf(dip).shifts;
      const isNear = (at: number | undefined, night: number) => Math.abs((at ?? 0) - night) <= 3;
      told += Number(isNear(first?.at, 20) && isNear(second?.at, 30) && others.length === 0);
    }
    expect(flagged / series).toBeLessThan(0.05);
    expect(told / series).toBeGreaterThan(0.95);
  },
);

it('makes no level of one night far out near an end', () => {
  const random = randomNumbers(3);
  for (let count = 0; count < 50; count += 1) {
    const values = noise(random, 0).map((value, night) => value - (night === 5 ? 0.6 : 0));
    const { shifts, residuals } = courseOf(values);
    expect(shifts).toEqual([]);
    expect(residuals[5]).toBeLessThan(-0.45);
  }
});

it('tells both steps of a staircase, though together they spread the values more than any noise', () => {
  const quiet = noise(randomNumbers(31), 0);
  const stairs = quiet.map((value, night) => value - 0.5 * Math.floor(night / 20));
  expect(courseOf(stairs).shifts.map(({ at }) => at)).toEqual([20, 40]);
});
