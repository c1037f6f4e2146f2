import { describe, expect, it } from 'vitest';
import { spreadOf } from './spread.ts';
import { trendOf } from './trend.ts';

const series = (days: number, valueOn: (day: number) => number) =>
  Array.from({ length: days }, (_, day) => valueOn(day));
const bend = (day: number) => (day < 40 ? 2 * day : 80 + 12 * (day - 40));

describe('the trend', () => {
  it('of a straight line is its slope, seen alike by every member', () => {
    const trend = trendOf(series(60, (day) => 100 + 3 * day));
    for (const slope of [
      trend.clippedPerDay,
      trend.winsorisedPerDay,
      trend.theilSenPerDay,
      trend.endToEndPerDay,
      trend.forecastPerDay,
    ]) {
      expect(slope).toBeCloseTo(3, 9);
    }
    expect(trend.disagreementPerDay).toBeCloseTo(0, 9);
  });

  it('between equal weekdays does not see what a week does', () => {
    const trend = trendOf(series(60, (day) => 3 * day + 10 * (day % 7) ** 2));
    expect(trend.theilSenPerDay).toBeCloseTo(3, 9);
    expect(trend.seenPerDay).toBeCloseTo(3, 9);
    // Of eight days only the first and the last are equal weekdays.
    expect(trendOf([0, 5, 1, 9, 2, 30, 4, 21]).theilSenPerDay).toBe(3);
  });

  it('does not take one step for growth, and says that its members disagree', () => {
    const trend = trendOf(series(60, (day) => 100 + day + (day >= 30 ? 900 : 0)));
    expect(trend.forecastPerDay).toBeLessThan(2);
    expect(trend.endToEndPerDay).toBeGreaterThan(15);
    expect(trend.disagreementPerDay).toBeGreaterThan(5);
  });

  it('is carried on to a quarter when it falls', () => {
    const trend = trendOf(series(60, (day) => 1000 - 4 * day));
    expect(trend.seenPerDay).toBeCloseTo(-4, 9);
    expect(trend.forecastPerDay).toBeCloseTo(-1, 9);
  });

  it('counts the recent weeks as much as all where nothing is ever freed', () => {
    const values = series(60, bend);
    const recentPerDay = trendOf(values.slice(-37)).clippedPerDay;
    const trend = trendOf(values);
    expect(recentPerDay).toBeGreaterThan(2 * trend.seenPerDay);
    expect(trend.forecastPerDay).toBeCloseTo((trend.seenPerDay + recentPerDay) / 2, 9);
  });

  it('is carried on to a quarter when it has lately become steep where space comes and goes', () => {
    const swing = (day: number) => (day % 7 < 3 ? 60 : 0);
    const steeper = trendOf(series(60, (day) => bend(day) + swing(day)));
    expect(steeper.seenPerDay).toBeGreaterThan(2);
    expect(steeper.forecastPerDay / steeper.seenPerDay).toBeCloseTo(0.25, 9);
    const slower = trendOf(series(60, (day) => Math.min(2 * day, 90 + day / 2) + swing(day)));
    expect(slower.forecastPerDay).toBeCloseTo(slower.seenPerDay, 9);
  });
});

describe('the spread', () => {
  const spread = (values: readonly number[]) => spreadOf(values, trendOf(values));
  const noise = (day: number) => ((day * 48_271 + 11) % 997) / 997 - 0.5;

  it('of a series that never leaves its line is the floor alone: half a per cent of the level in 30 days', () => {
    const level = series(60, () => 2000);
    expect(spread(level)(30)).toBeCloseTo(10, 6);
    expect(spread(level)(60)).toBeCloseTo(20, 6);
  });

  it('grows with the noise and with the days ahead', () => {
    const quiet = spread(series(60, (day) => 1000 + day + 2 * noise(day)));
    const loud = spread(series(60, (day) => 1000 + day + 200 * noise(day)));
    expect(loud(14)).toBeGreaterThan(5 * quiet(14));
    for (const at of [quiet, loud]) expect(at(60)).toBeGreaterThan(at(14));
  });

  it('widens by half of what the members disagree, a day', () => {
    const values = series(60, bend);
    const trend = trendOf(values);
    const agreed = spreadOf(values, { ...trend, disagreementPerDay: 0 });
    expect(spreadOf(values, trend)(20) - agreed(20)).toBeCloseTo(10 * trend.disagreementPerDay, 9);
  });
});
