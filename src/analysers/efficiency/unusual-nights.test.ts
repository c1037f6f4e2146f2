import { expect, test } from 'vitest';
import { unusualNights } from './unusual-nights.ts';

/** Thirty nights that swing by 5 %, but for these. */
const nightsWith = (others: Readonly<Record<number, number>>) =>
  Array.from({ length: 30 }, (_, at) => others[at] ?? (at % 2 === 0 ? 0.05 : -0.05));
const placesOf = (others: Readonly<Record<number, number>>, spread: number) =>
  unusualNights(nightsWith(others), spread).map(({ at }) => at);

test('a night that lost two fifths is found in noise of 10 %, and beside the largest of ordinary nights', () => {
  expect(placesOf({ 7: Math.log(0.6) }, 0.1)).toEqual([7]);
  expect(placesOf({ 7: Math.log(0.6), 20: 0.4 }, 0.06)).toEqual([7, 20]);
  expect(placesOf({ 7: Math.log(0.6), 20: 0.3 }, 0.06)).toEqual([7]);
});

test('a smaller one must stand out by more', () => {
  expect(placesOf({ 7: -0.3 }, 0.04)).toEqual([7]);
  expect(placesOf({ 7: -0.3 }, 0.06)).toEqual([]);
  expect(placesOf({ 7: -0.3, 20: 0.22 }, 0.04)).toEqual([]);
  expect(placesOf({ 7: -0.2 }, 0.01)).toEqual([]);
});

test('more than four such nights are a habit', () => {
  const places = [2, 6, 11, 17, 23];
  const lost = (count: number) =>
    Object.fromEntries(places.slice(0, count).map((place) => [place, -0.6]));
  expect(placesOf(lost(4), 0.04)).toEqual(places.slice(0, 4));
  expect(placesOf(lost(5), 0.04)).toEqual([]);
});
