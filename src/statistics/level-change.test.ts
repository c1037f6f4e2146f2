import { expect, it } from 'vitest';
import { nile } from '../../test/fixtures/nile.ts';
import { levelChange } from './level-change.ts';
import { randomNumbers } from './random-numbers.ts';

it('finds the change of the Nile after 1898, and none in what follows', () => {
  const asked = { leastLength: 5, leastSpread: 1 };
  const change = levelChange(nile, asked);
  expect(change?.at).toBe(28);
  expect(change?.evidence).toBeGreaterThan(Math.log(1000));
  expect(levelChange(nile.slice(28), asked)?.evidence).toBeLessThan(0);
});

const asked = { leastLength: 5, leastSpread: 0.01 };

it('has nothing to say of a flat or a very short series, and dates a step without noise to its place', () => {
  expect(levelChange(new Array(30).fill(1), asked)?.evidence).toBeLessThan(0);
  expect(levelChange(new Array(9).fill(1), asked)).toBeNull();
  const step = Array.from({ length: 30 }, (_, place) => Number(place >= 11));
  expect(levelChange(step, asked)?.at).toBe(11);
  expect(levelChange(step, asked)?.evidence).toBeGreaterThan(10);
});

/** Box and Muller 1958. */
const normal = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

function wandering(random: () => number, rho: number, spread = 0.036): readonly number[] {
  let noise = normal(random);
  return Array.from({ length: 60 }, () => {
    noise = rho * noise + Math.sqrt(1 - rho * rho) * normal(random);
    return spread * noise;
  });
}

it.each([0, 0.5])(
  'speaks for a change of 10 % where there is one and seldom where there is none, at an autocorrelation of %d',
  (rho) => {
    const random = randomNumbers(20_261_127);
    let clean = 0;
    let found = 0;
    let near = 0;
    for (let count = 0; count < 600; count += 1) {
      clean += Number((levelChange(wandering(random, rho), asked)?.evidence ?? 0) > 0);
      const at = 12 + Math.floor(36 * random());
      const fallen = wandering(random, rho).map((value, place) => value - (place < at ? 0 : 0.105));
      const change = levelChange(fallen, asked);
      found += Number((change?.evidence ?? 0) > 0);
      near += Number(Math.abs((change?.at ?? 0) - at) <= 7);
    }
    expect(clean / 600).toBeLessThan(rho === 0 ? 0.03 : 0.1);
    expect(found / 600).toBeGreaterThan(rho === 0 ? 0.998 : 0.985);
    expect(near / 600).toBeGreaterThan(rho === 0 ? 0.998 : 0.965);
  },
);

it('dates a change in loud noise within a week in more than nine of ten series', () => {
  const random = randomNumbers(20_261_128);
  let near = 0;
  for (let count = 0; count < 1500; count += 1) {
    const at = 12 + Math.floor(36 * random());
    const fallen = wandering(random, 0.4, 0.055).map(
      (value, place) => value - (place < at ? 0 : 0.105),
    );
    near += Number(Math.abs((levelChange(fallen, asked)?.at ?? 0) - at) <= 7);
  }
  expect(near / 1500).toBeGreaterThan(0.93);
});
