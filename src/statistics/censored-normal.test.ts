import { expect, test } from 'vitest';
import { fitCensoredNormal } from './censored-normal.ts';

const seen = (time: number) => ({ time, isEvent: true });
const cut = (time: number) => ({ time, isEvent: false });

// Gupta, "Estimation of the mean and standard deviation of a normal population from a censored sample", Biometrika 39 (1952):
// common logarithms of the days to death of ten mice, of which the study saw the first seven.
test('Gupta 1952: seven of ten mice, mean 1.742 and standard deviation 0.079', () => {
  const deaths = [1.613, 1.644, 1.663, 1.732, 1.74, 1.763, 1.778];
  const fit = fitCensoredNormal([...deaths.map(seen), ...[1, 2, 3].map(() => cut(1.778))]);
  expect(fit?.mean).toBeCloseTo(1.742, 3);
  expect(fit?.deviation).toBeCloseTo(0.079, 3);
});

test('without any cut off it is the mean and the standard deviation by n', () => {
  const fit = fitCensoredNormal([2, 4, 4, 4, 5, 5, 7, 9].map(seen));
  expect(fit?.mean).toBeCloseTo(5, 12);
  expect(fit?.deviation).toBeCloseTo(2, 12);
});

test('what was cut off far below says almost nothing, and one value alone is no fit', () => {
  const fit = fitCensoredNormal([...[2, 4, 4, 4, 5, 5, 7, 9].map(seen), cut(-40)]);
  expect(fit?.mean).toBeCloseTo(5, 3);
  expect(fitCensoredNormal([seen(1), cut(2)])).toBeNull();
  expect(fitCensoredNormal([seen(3), seen(3), cut(3)])?.mean).toBe(3);
});
