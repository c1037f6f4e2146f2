import { describe, expect, it } from 'vitest';
import { betaPrior, noShares, shrunkenShare, withGroup } from './beta-binomial.ts';
import { betaQuantile } from './beta-distribution.ts';
import { randomNumbers } from './random-numbers.ts';

function sumsOf(groups: ReadonlyArray<readonly [number, number]>) {
  return groups.reduce((sums, [events, trials]) => withGroup(sums, events, trials), noShares);
}

describe('the prior of many shares', () => {
  it('gives back the distribution that the shares were drawn from', () => {
    const random = randomNumbers(23);
    const groups = Array.from({ length: 4000 }, (): [number, number] => {
      const share = betaQuantile(random(), 2, 18);
      const trials = 20 + Math.floor(random() * 80);
      let events = 0;
      for (let trial = 0; trial < trials; trial += 1) events += Number(random() < share);
      return [events, trials];
    });
    const prior = betaPrior(sumsOf(groups));
    expect((prior?.a ?? 0) / ((prior?.a ?? 0) + (prior?.b ?? 1))).toBeCloseTo(0.1, 2);
    expect(prior?.a).toBeGreaterThan(1.7);
    expect(prior?.a).toBeLessThan(2.3);
  });

  it('of 0, 1, 1 and 2 events in two trials each is even: the within-group correlation is a third (by hand)', () => {
    const even = betaPrior(
      sumsOf([
        [0, 2],
        [1, 2],
        [1, 2],
        [2, 2],
      ]),
    );
    expect(even?.a).toBeCloseTo(1, 12);
    expect(even?.b).toBeCloseTo(1, 12);
  });

  it('is tight where shares differ no more than by chance, and nothing for one group', () => {
    const alike = betaPrior(
      sumsOf([
        [10, 100],
        [10, 100],
        [10, 100],
      ]),
    );
    expect((alike?.a ?? 0) + (alike?.b ?? 0)).toBe(1000);
    expect(
      betaPrior(
        sumsOf([
          [10, 100],
          [0, 0],
        ]),
      ),
    ).toBeNull();
  });
});

describe('a share drawn towards all', () => {
  const prior = { a: 2, b: 38 };

  it('is the mean of the posterior Beta(a + e, b + n − e)', () => {
    expect(shrunkenShare(8, 10, prior).share).toBeCloseTo(10 / 50, 12);
    expect(shrunkenShare(0, 0, prior).share).toBeCloseTo(0.05, 12);
  });

  it('ranks proven trouble above three of three', () => {
    const { lower: few } = shrunkenShare(3, 3, prior);
    const { lower: many } = shrunkenShare(45, 90, prior);
    expect(many).toBeGreaterThan(few);
    expect(few).toBeLessThan(shrunkenShare(3, 3, prior).share);
  });
});
