import { describe, expect, it } from 'vitest';
import { randomNumbers } from './random-numbers.ts';
import { drawPlaces } from './random-places.ts';
import { regularSpacing } from './regular-spacing.ts';

const days = Float64Array.from({ length: 91 }, (_, day) => day);

describe('regular spacing', () => {
  it('has the chance of its rank among all ways to place the events (enumerated)', () => {
    // Four of ten places without neighbours: 35 ways; the distances 2, 2, 2 and 3, 3, 3 are even: 4 + 1 of them.
    const ten = days.slice(0, 10);
    const seen = regularSpacing(ten, Int32Array.of(1, 3, 5, 7), randomNumbers(1));
    expect(seen?.distance).toBe(2);
    expect(Math.abs((seen?.p ?? 0) - 5 / 35)).toBeLessThan(0.07);
    const uneven = regularSpacing(ten, Int32Array.of(0, 2, 4, 9), randomNumbers(1));
    expect(uneven?.p).toBeGreaterThan(0.5);
  });

  it('is found every ten days, also with one event more or one missing', () => {
    for (const places of [
      [3, 13, 23, 33, 43, 53, 63, 73, 83],
      [3, 13, 23, 28, 33, 43, 53, 63, 73, 83],
      [3, 13, 23, 33, 53, 63, 73, 83],
    ]) {
      const seen = regularSpacing(days, Int32Array.from(places), randomNumbers(2));
      expect(seen?.distance).toBe(10);
      expect(seen?.p).toBeLessThan(0.01);
    }
  });

  it('is called in about 5 % where events fall anywhere', () => {
    const random = randomNumbers(13);
    const places = new Int32Array(6);
    let called = 0;
    for (let round = 0; round < 1000; round += 1) {
      drawPlaces(places, 91, random, 2);
      called += Number((regularSpacing(days, places, random)?.p ?? 1) <= 0.05);
    }
    expect(called / 1000).toBeLessThan(0.07);
    expect(called / 1000).toBeGreaterThan(0.03);
  });

  it('is not asked of fewer than four events', () => {
    expect(regularSpacing(days, Int32Array.of(1, 8, 15), randomNumbers(1))).toBeNull();
  });
});
