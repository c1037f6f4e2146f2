import { describe, expect, it } from 'vitest';
import { randomNumbers } from './random-numbers.ts';
import { drawPlaces } from './random-places.ts';
import { scanStatistic } from './scan-statistic.ts';

describe('the scan statistic', () => {
  it('gives three of three events in a tenth of the time the chance 3w² − 2w³ (Naus 1965)', () => {
    const burst = scanStatistic(Int32Array.of(10, 400, 480), 10_000, 1000, randomNumbers(4));
    expect(burst).toMatchObject({ first: 0, last: 2, events: 3 });
    expect(Math.abs((burst?.p ?? 0) - (3 * 0.01 - 2 * 0.001))).toBeLessThan(0.015);
  });

  it('finds where the crowd is', () => {
    const places = Int32Array.of(5, 30, 60, 61, 62, 64, 65, 88);
    const burst = scanStatistic(places, 91, 9, randomNumbers(4));
    expect(burst).toMatchObject({ first: 2, last: 6, events: 5 });
    expect(burst?.p).toBeLessThan(0.02);
  });

  it('is called in at most 5 % where events fall anywhere', () => {
    const random = randomNumbers(17);
    const places = new Int32Array(8);
    let called = 0;
    for (let round = 0; round < 1000; round += 1) {
      drawPlaces(places, 91, random);
      called += Number((scanStatistic(places, 91, 9, random)?.p ?? 1) <= 0.05);
    }
    expect(called / 1000).toBeLessThanOrEqual(0.06);
  });

  it('is nothing for one event, or a window as long as the whole', () => {
    expect(scanStatistic(Int32Array.of(3), 91, 9, randomNumbers(1))).toBeNull();
    expect(scanStatistic(Int32Array.of(3, 4), 9, 9, randomNumbers(1))).toBeNull();
  });
});
