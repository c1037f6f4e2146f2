import { describe, expect, it } from 'vitest';
import { randomNumbers } from './random-numbers.ts';
import { rateChange } from './rate-change.ts';

const steps = (letters: string) =>
  [...letters].map((letter) => ({ events: Number(letter === 'F'), trials: 1 }));

describe('the change point of a share', () => {
  it('is where failures begin', () => {
    const change = rateChange(steps(`${'S'.repeat(60)}${'SFF'.repeat(10)}`), randomNumbers(1));
    expect(change).toMatchObject({ place: 61, before: 0 });
    expect(change?.p).toBe(0.002);
  });

  it('is the split with the greatest likelihood ratio (Hinkley and Hinkley 1970): 2 of 10, then 8 of 10', () => {
    const change = rateChange(
      [
        { events: 2, trials: 10 },
        { events: 8, trials: 10 },
      ],
      randomNumbers(1),
    );
    expect(change).toEqual({ place: 1, before: 0.2, after: 0.8, p: 1 });
  });

  it('is called in at most 7 % of 500 series without a change', () => {
    const random = randomNumbers(19);
    let called = 0;
    for (let round = 0; round < 500; round += 1) {
      const series = Array.from({ length: 90 }, () => (random() < 0.1 ? 'F' : 'S')).join('');
      called += Number((rateChange(steps(series), random)?.p ?? 1) <= 0.05);
    }
    expect(called / 500).toBeLessThanOrEqual(0.07);
    expect(called / 500).toBeGreaterThan(0.02);
  });

  it('gives a gain below 2 up early, which comes in more than one of five series', () => {
    const random = randomNumbers(37);
    let untested = 0;
    for (let round = 0; round < 300; round += 1) {
      const series = Array.from({ length: 90 }, () => (random() < 0.1 ? 'F' : 'S')).join('');
      untested += Number((rateChange(steps(series), random)?.p ?? 1) === 1);
    }
    expect(untested / 300).toBeLessThan(0.8);
    expect(untested).toBeGreaterThan(0);
  });

  it.each(['', 'SSSSSSSSSSSS', 'FFFFFFFFFFFF', 'SSFF'])('of %s is nothing', (letters) => {
    expect(rateChange(steps(letters), randomNumbers(1))).toBeNull();
  });
});
