import { describe, expect, it } from 'vitest';
import { randomNumbers, seedOf } from './random-numbers.ts';

describe('xorshift128', () => {
  it("gives Marsaglia's own stream from his own start", () => {
    const random = randomNumbers(123_456_789);
    const stream = [1, 2, 3, 4].map(() => random() * 2 ** 32);
    expect(stream).toEqual([3_701_687_786, 458_299_110, 2_500_872_618, 3_633_119_408]);
  });

  it('is even over a hundred boxes (χ² with 99 degrees of freedom stays below its 99.9 % point)', () => {
    const random = randomNumbers(7);
    const boxes = new Array<number>(100).fill(0);
    const draws = 200_000;
    for (let draw = 0; draw < draws; draw += 1) {
      const box = Math.floor(random() * 100);
      boxes[box] = (boxes[box] ?? 0) + 1;
    }
    const expected = draws / 100;
    const chiSquare = boxes.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(148.23);
    expect(chiSquare).toBeGreaterThan(60);
  });
});

it('a seed of a text is its FNV-1a hash (published vectors)', () => {
  expect(seedOf('')).toBe(0x811c9dc5);
  expect(seedOf('a')).toBe(0xe40c292c);
  expect(seedOf('foobar')).toBe(0xbf9cf968);
});
