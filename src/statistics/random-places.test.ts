import { expect, it } from 'vitest';
import { randomNumbers } from './random-numbers.ts';
import { drawPlaces, shuffle } from './random-places.ts';

/** How often each text comes in so many draws. */
function tally(draws: number, draw: () => string): Map<string, number> {
  const seen = new Map<string, number>();
  for (let round = 0; round < draws; round += 1) {
    const text = draw();
    seen.set(text, (seen.get(text) ?? 0) + 1);
  }
  return seen;
}

function expectEven(seen: ReadonlyMap<string, number>, kinds: number, draws: number): void {
  expect(seen.size).toBe(kinds);
  for (const count of seen.values()) {
    expect(Math.abs(count - draws / kinds)).toBeLessThan(5 * Math.sqrt(draws / kinds));
  }
}

it('every subset is drawn equally often, and with `apart` every one whose places lie so far apart', () => {
  const random = randomNumbers(5);
  const chosen = new Int32Array(3);
  const drawn = (total: number, apart: number) => () => {
    drawPlaces(chosen, total, random, apart);
    return chosen.join();
  };
  expectEven(tally(14_000, drawn(7, 1)), 35, 14_000);
  expectEven(tally(44_000, drawn(12, 1)), 220, 44_000);
  expectEven(tally(8000, drawn(9, 3)), 10, 8000);
  const apart = tally(10_000, drawn(7, 2));
  expectEven(apart, 10, 10_000);
  expect([...apart.keys()]).toContain('0,2,4');
  expect([...apart.keys()]).not.toContain('0,1,4');
});

it('every order is shuffled equally often', () => {
  const random = randomNumbers(6);
  const seen = tally(12_000, () => {
    const values = Int32Array.of(1, 2, 3, 4);
    shuffle(values, random);
    return values.join();
  });
  expectEven(seen, 24, 12_000);
});
