import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

const cases = fc
  .integer({ min: 1, max: 5000 })
  .chain((trials) => fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials)));

describe("Wilson's interval", () => {
  // Newcombe 1998, Statistics in Medicine 17:857–872, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])(
    'of %d events in %d trials is %d to %d as published by Newcombe',
    (events, trials, low, high) => {
      const interval = wilsonInterval(events, trials);
      expect(interval?.low).toBeCloseTo(low, 4);
      expect(interval?.high).toBeCloseTo(high, 4);
    },
  );

  it('holds the observed share and stays inside 0 and 1', () => {
    fc.assert(
      fc.property(cases, ([events, trials]) => {
        const interval = wilsonInterval(events, trials);
        expect(interval?.low).toBeGreaterThanOrEqual(0);
        expect(interval?.low).toBeLessThanOrEqual(events / trials);
        expect(interval?.high).toBeGreaterThanOrEqual(events / trials);
        expect(interval?.high).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('of the failures mirrors that of the successes', () => {
    fc.assert(
      fc.property(cases, ([events, trials]) => {
        const ofEvents = wilsonInterval(events, trials);
        const ofOthers = wilsonInterval(trials - events, trials);
        expect(ofEvents?.low).toBeCloseTo(1 - (ofOthers?.high ?? Number.NaN), 10);
      }),
    );
  });

  it('is wider at a higher level of confidence', () => {
    const usual = wilsonInterval(5, 50);
    const wide = wilsonInterval(5, 50, 0.99);
    expect(wide?.low).toBeLessThan(usual?.low ?? 0);
    expect(wide?.high).toBeGreaterThan(usual?.high ?? 1);
  });

  it('says nothing without trials', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});
