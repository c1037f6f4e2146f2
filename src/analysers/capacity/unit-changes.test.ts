import { describe, expect, it } from 'vitest';
import { restoreUnits } from './unit-changes.ts';

const gigabytes = Array.from({ length: 30 }, (_, day) => 2000 + 10 * day);

describe('a change of unit', () => {
  it.each([
    ['GB to TB', 1 / 1000],
    ['GB to MB', 1000],
    ['GiB to TiB', 1 / 1024],
    ['GiB to bytes', 1024 ** 3],
  ])('from %s is mended in the newest unit', (_, factor) => {
    const values = gigabytes.map((value, day) => (day >= 18 ? value * factor : value));
    const { values: restored, changes } = restoreUnits(values);
    expect(changes).toHaveLength(1);
    expect(changes[0]?.index).toBe(18);
    expect((changes[0]?.factor ?? 0) / factor).toBeCloseTo(1, 9);
    for (const [day, value] of restored.entries()) {
      expect(value / ((gigabytes[day] ?? 0) * factor)).toBeCloseTo(1, 9);
    }
  });

  it('there and back again is found twice', () => {
    const values = gigabytes.map((value, day) => (day >= 10 && day < 20 ? value / 1000 : value));
    const { values: restored, changes } = restoreUnits(values);
    expect(changes.map(({ index }) => index)).toEqual([10, 20]);
    expect(restored[0]).toBeCloseTo(2000, 6);
    expect(restored[15]).toBeCloseTo(2150, 6);
  });

  it('is not seen in a single wild value, in growth or in unknown days', () => {
    const wild = gigabytes.map((value, day) => (day === 12 ? value / 1000 : value));
    const unknown = gigabytes.map((value, day) => (day === 12 ? Number.NaN : value));
    const growth = gigabytes.map((value, day) => (day >= 12 ? value * 500 : value));
    for (const values of [wild, unknown, growth, [5], []]) {
      expect(restoreUnits(values)).toEqual({ values, changes: [] });
    }
  });
});
