import { expect, it } from 'vitest';
import { lagOneAutocorrelation, unbiasedAutocorrelation } from './autocorrelation.ts';

/** Luteinizing hormone at 48 instants; Diggle, "Time Series", 1990, table A.1: `lh` of R, whose acf() gives 0.576. */
const hormone = [
  2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2.0, 1.9, 1.7, 2.2, 1.8, 3.2, 3.2, 2.7, 2.2, 2.2,
  1.9, 1.9, 1.8, 2.7, 3.0, 2.3, 2.0, 2.0, 2.9, 2.9, 2.7, 2.7, 2.3, 2.6, 2.4, 1.8, 1.7, 1.5, 1.4,
  2.1, 3.3, 3.5, 3.5, 3.1, 2.6, 2.1, 3.4, 3.0, 2.9,
];

it('is that of a published series', () => {
  expect(lagOneAutocorrelation(hormone)).toBeCloseTo(0.576, 3);
});

it('is moved up by what a short series loses, and 0 where nothing varies', () => {
  expect(unbiasedAutocorrelation(hormone)).toBeCloseTo(0.576 + (1 + 4 * 0.576) / 48, 2);
  expect(lagOneAutocorrelation([3, 3, 3])).toBe(0);
  expect(unbiasedAutocorrelation([])).toBe(0);
});
