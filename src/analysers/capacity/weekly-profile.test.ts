import { describe, expect, it } from 'vitest';
import { fillGaps } from './fill-gaps.ts';
import { profileAt, weeklyProfile } from './weekly-profile.ts';

const full = (day: number) => (day % 7 === 3 ? 700 : 0);
const series = (days: number, valueOn: (day: number) => number) =>
  Array.from({ length: days }, (_, day) => valueOn(day));

describe('the weekly profile', () => {
  it.each([14, 20, 24, 25, 60])('is found in %d days with a weekly full', (days) => {
    const profile = weeklyProfile(series(days, (day) => 1000 + 4 * day + full(day)));
    for (let day = 0; day < 28; day += 1) {
      expect(profileAt(profile, days, day)).toBeCloseTo(full(day) - 100, 0);
    }
  });

  it.each([
    ['growth alone', (day: number) => 1000 + 4 * day],
    ['a level', () => 1000],
    ['one step', (day: number) => (day > 30 ? 2000 : 1000)],
  ])('is not seen in %s', (_, valueOn) => {
    expect(weeklyProfile(series(60, valueOn))).toBeNull();
    expect(profileAt(null, 60, 61)).toBe(0);
  });

  it('of two weeks that do not resemble each other is none', () => {
    const values = [10, 40, 20, 30, 25, 15, 35, 38, 12, 30, 11, 27, 36, 14];
    expect(weeklyProfile(values)).toBeNull();
  });

  it('of two weeks with three unknown days is none', () => {
    const values = series(14, (day) => 1000 + full(day));
    for (const day of [1, 2, 4]) values[day] = Number.NaN;
    expect(weeklyProfile(values)).toBeNull();
  });

  it('is found in spite of unknown days', () => {
    const values = series(60, (day) => (day % 11 === 5 ? Number.NaN : 1000 + full(day)));
    const found = profileAt(weeklyProfile(values), 60, 3);
    expect(Math.abs(found - 600)).toBeLessThan(20);
  });
});

describe('a gap', () => {
  it.each([
    [
      [1, Number.NaN, Number.NaN, 4],
      [1, 2, 3, 4],
    ],
    [
      [Number.NaN, 2, Number.NaN],
      [2, 2, 2],
    ],
    [
      [5, 6],
      [5, 6],
    ],
    [[], []],
  ])('in %j is filled to %j', (values, expected) => {
    expect(fillGaps(values)).toEqual(expected);
  });
});
