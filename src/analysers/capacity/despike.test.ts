import { describe, expect, it } from 'vitest';
import { despike } from './despike.ts';

const steady = Array.from({ length: 40 }, (_, day) => 1000 + 2 * day);

function withValue(index: number, value: number): number[] {
  return steady.map((each, day) => (day === index ? value : each));
}

describe('despiking', () => {
  it.each([
    ['a reading far above', 2000],
    ['a reading far below', 300],
  ])('takes out %s its neighbours and its weekday', (_, value) => {
    const { values, removed } = despike(withValue(20, value));
    expect(removed).toEqual([20]);
    expect(values[20]).toBeNaN();
    expect(values[21]).toBe(1042);
  });

  it('keeps a weekly full backup, which is in line with its weekday', () => {
    const weekly = steady.map((value, day) => value + (day % 7 === 3 ? 600 : 0));
    expect(despike(weekly).removed).toEqual([]);
  });

  it('keeps a step, which is in line with tomorrow', () => {
    const stepped = steady.map((value, day) => value + (day >= 20 ? 700 : 0));
    expect(despike(stepped).removed).toEqual([]);
  });

  it('takes out the newest value only where it collapses', () => {
    expect(despike(withValue(39, 500)).removed).toEqual([39]);
    expect(despike(withValue(39, 900)).removed).toEqual([]);
    expect(despike(withValue(39, 1900)).removed).toEqual([]);
  });

  it('finds a blip in a series that otherwise does not move', () => {
    const level = new Array<number>(30).fill(50).map((value, day) => (day === 15 ? 51 : value));
    expect(despike(level).removed).toEqual([15]);
  });

  it('keeps a blip that is small beside what else happens', () => {
    const moving = new Array<number>(40).fill(50).map((value, day) => value + (day > 30 ? 900 : 0));
    expect(despike(moving.map((value, day) => (day === 15 ? 51 : value))).removed).toEqual([]);
  });

  it('looks past unknown days', () => {
    const values = withValue(20, 2000);
    values[21] = Number.NaN;
    values[13] = Number.NaN;
    expect(despike(values).removed).toEqual([20]);
  });

  it('leaves a short series as it is', () => {
    expect(despike([1, 1000, 1]).removed).toEqual([]);
  });
});
