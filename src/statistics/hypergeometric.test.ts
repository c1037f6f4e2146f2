import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fisherTwoSided, hypergeometricUpperTail } from './hypergeometric.ts';

it("three of four cups named right have a chance of 0.2429 (Fisher's tea, R fisher.test)", () => {
  const tea = { total: 8, marked: 4, drawn: 4 };
  expect(hypergeometricUpperTail(3, tea)).toBeCloseTo(0.2428571, 7);
  expect(fisherTwoSided(3, tea)).toBeCloseTo(0.4857143, 7);
});

it('ten of twelve convictions among thirteen twins: 0.0004652 and 0.0005367 (Fisher 1962, R fisher.test)', () => {
  const twins = { total: 30, marked: 13, drawn: 12 };
  expect(hypergeometricUpperTail(10, twins)).toBeCloseTo(0.0004652, 7);
  expect(fisherTwoSided(10, twins)).toBeCloseTo(0.0005367, 7);
});

it('is 1 from the least possible number on and falls with the number', () => {
  const draws = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)).map(([marked, others, drawn]) => {
    const total = marked + others;
    return { total, marked, drawn: Math.min(drawn, total) };
  });
  fc.assert(
    fc.property(draws, (draw) => {
      const least = Math.max(0, draw.drawn - (draw.total - draw.marked));
      expect(hypergeometricUpperTail(least, draw)).toBeCloseTo(1, 9);
      for (let hits = 1; hits <= draw.drawn + 1; hits += 1) {
        const tail = hypergeometricUpperTail(hits, draw);
        expect(tail).toBeLessThanOrEqual(hypergeometricUpperTail(hits - 1, draw) + 1e-12);
      }
      expect(hypergeometricUpperTail(draw.drawn + 1, draw)).toBe(0);
    }),
  );
});
