import { describe, expect, it } from 'vitest';
import { correlation } from './correlation.ts';

describe('the correlation', () => {
  it('of the first of Anscombe’s four data sets is 0.816', () => {
    // Anscombe, "Graphs in statistical analysis", The American Statistician 1973.
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
    expect(correlation(x, y)).toBeCloseTo(0.81642, 5);
  });

  it('is 1 or −1 on a line, and unknown where nothing varies', () => {
    expect(correlation([1, 2, 4], [3, 5, 9])).toBeCloseTo(1, 12);
    expect(correlation([1, 2, 4], [-3, -5, -9])).toBeCloseTo(-1, 12);
    expect(correlation([1, 2, 4], [5, 5, 5])).toBeNull();
  });
});
