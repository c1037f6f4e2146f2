import { expect, it } from 'vitest';
import { randomNumbers } from './random-numbers.ts';
import { resampledChance } from './resampled-chance.ts';

it('stops at the wanted number of extremes with h / l, and else gives (g + 1) / n (Besag and Clifford 1991)', () => {
  let drawn = 0;
  const everySecond = () => {
    drawn += 1;
    return drawn % 2 === 0;
  };
  expect(resampledChance(everySecond, { atMost: 999, enoughExtreme: 20 })).toBe(0.5);
  expect(drawn).toBe(40);
  expect(resampledChance(() => false, { atMost: 999, enoughExtreme: 20 })).toBe(0.001);
});

it('is at most α in a share α of tests of nothing', () => {
  const random = randomNumbers(3);
  let called = 0;
  for (let round = 0; round < 2000; round += 1) {
    const seen = random();
    called += Number(resampledChance(() => random() >= seen) <= 0.05);
  }
  expect(called / 2000).toBeGreaterThan(0.03);
  expect(called / 2000).toBeLessThan(0.065);
});
