import { describe, expect, it } from 'vitest';
import { excessCell } from './excess-cell.ts';
import { randomNumbers } from './random-numbers.ts';
import { drawPlaces } from './random-places.ts';

const daysOfQuarter = (events: readonly number[]) =>
  events.map((count) => ({ trials: 13, events: count }));

describe('the cell with an excess of events', () => {
  it('of two cells is Fisher’s exact test, one-sided (R fisher.test, tea)', () => {
    const cells = [
      { trials: 4, events: 3 },
      { trials: 4, events: 1 },
    ];
    expect(excessCell(cells)).toEqual({ cell: 0, p: expect.closeTo(2 * 0.2428571, 6) });
  });

  it('is the one weekday of six failures, and none when they are spread', () => {
    const sundays = excessCell(daysOfQuarter([0, 0, 0, 0, 0, 0, 6]));
    expect(sundays?.cell).toBe(6);
    expect(sundays?.p).toBeLessThan(2e-5);
    expect(excessCell(daysOfQuarter([1, 1, 1, 1, 0, 1, 1]))?.p).toBeGreaterThan(0.5);
  });

  it('weighs what was exposed: more failures where more was tried are no excess', () => {
    const cells = [
      { trials: 90, events: 9 },
      { trials: 10, events: 1 },
    ];
    expect(excessCell(cells)?.p).toBeGreaterThan(0.5);
  });

  it.each([
    ['one cell', [{ trials: 5, events: 2 }]],
    [
      'one cell that had trials',
      [
        { trials: 5, events: 2 },
        { trials: 0, events: 0 },
      ],
    ],
    ['no event', daysOfQuarter([0, 0, 0])],
    ['only events', daysOfQuarter([13, 13])],
  ])('is nothing with %s', (_what, cells) => {
    expect(excessCell(cells)).toBeNull();
  });

  it('is called in at most 5 % where events fall at random', () => {
    const random = randomNumbers(11);
    const places = new Int32Array(8);
    let called = 0;
    for (let round = 0; round < 2000; round += 1) {
      drawPlaces(places, 91, random);
      const events = new Array<number>(7).fill(0);
      for (const place of places) events[place % 7] = (events[place % 7] ?? 0) + 1;
      called += Number((excessCell(daysOfQuarter(events))?.p ?? 1) <= 0.05);
    }
    expect(called / 2000).toBeLessThanOrEqual(0.05);
    expect(called).toBeGreaterThan(0);
  });
});
