import { describe, expect, it } from 'vitest';
import { likelyCauses, type StorageEvent, usageSteps } from './usage-steps.ts';
import { weeklyProfile } from './weekly-profile.ts';

const noise = (day: number) => ((day * 48_271 + 11) % 997) / 997 - 0.5;
const series = (valueOn: (day: number) => number) =>
  Array.from({ length: 60 }, (_, day) => 5000 + 10 * day + 8 * noise(day) + valueOn(day));
const stepsOf = (values: readonly number[]) => usageSteps(values, weeklyProfile(values), 159);

describe('the steps of used space', () => {
  it('are the days on which it rose or fell and stayed', () => {
    const steps = stepsOf(series((day) => (day >= 20 ? 600 : 0) - (day >= 45 ? 900 : 0)));
    expect(steps.map(({ day }) => day)).toEqual([120, 145]);
    expect(Math.abs((steps[0]?.size ?? 0) - 600)).toBeLessThan(20);
    expect(Math.abs((steps[1]?.size ?? 0) + 900)).toBeLessThan(20);
  });

  it.each([
    ['growth', () => 0],
    ['a weekly full', (day: number) => (day % 7 === 3 ? 700 : 0)],
    ['a day that is taken back', (day: number) => (day === 30 ? 700 : 0)],
    ['a change below 1 %', (day: number) => (day >= 30 ? 45 : 0)],
  ])('are not seen in %s', (_, valueOn) => {
    expect(stepsOf(series(valueOn))).toEqual([]);
  });

  it('are seen on the newest day already, and of nothing there are none', () => {
    expect(stepsOf(series((day) => (day === 59 ? 600 : 0))).map(({ day }) => day)).toEqual([159]);
    expect(usageSteps([], null, 0)).toEqual([]);
  });
});

describe('the likely causes of a step', () => {
  const event = (kind: StorageEvent['kind'], day: number, size: number | null): StorageEvent => ({
    kind,
    day,
    size,
    name: `${kind} ${size}`,
  });

  it('lie within a day and move space the same way, nearest in size first', () => {
    const events = [
      event('new-job', 120, null),
      event('new-full', 119, 90),
      event('new-full', 121, 580),
      event('new-full', 123, 600),
      event('retention-run', 120, 600),
    ];
    expect(likelyCauses({ day: 120, size: 600 }, events).map(({ name }) => name)).toEqual([
      'new-full 580',
      'new-full 90',
      'new-job null',
    ]);
    expect(likelyCauses({ day: 120, size: -600 }, events).map(({ name }) => name)).toEqual([
      'retention-run 600',
    ]);
  });
});
