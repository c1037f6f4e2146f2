import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localClock } from './local-clock.ts';

const berlin = localClock('Europe/Berlin', 0);
const local = (text: string) => Date.parse(`${text}Z`);

describe('the clock of a server', () => {
  it.each([
    ['2026-01-15T22:00', '2026-01-15T21:00:00.000Z'],
    ['2026-07-15T22:00', '2026-07-15T20:00:00.000Z'],
    ['2026-03-29T02:30', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25T03:30', '2026-10-25T02:30:00.000Z'],
  ])('%s in Berlin is %s, over both changes of the clocks', (text, expected) => {
    expect(new Date(berlin.instantOf(local(text))).toISOString()).toBe(expected);
  });

  it('knows where the clocks change', () => {
    expect(berlin.changesAround(Date.parse('2026-10-25T00:30Z'))).toBe(true);
    expect(berlin.changesAround(Date.parse('2026-11-25T00:30Z'))).toBe(false);
  });

  it('goes by the offset where the zone is unknown or nonsense', () => {
    for (const zone of [null, 'Nowhere/At_All']) {
      const clock = localClock(zone, -330);
      expect(clock.localOf(0)).toBe(-330 * 60_000);
      expect(clock.instantOf(-330 * 60_000)).toBe(0);
    }
  });

  it('comes back from every local time but the hour that is there twice', () => {
    const clock = localClock('America/New_York', 0);
    const minutes = fc.integer({ min: 0, max: 3 * 365 * 24 * 60 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const instant = Date.UTC(2025, 0, 1) + minute * 60_000;
        const back = clock.instantOf(clock.localOf(instant));
        expect([0, 3_600_000]).toContain(instant - back);
        if (!clock.changesAround(instant)) expect(back).toBe(instant);
      }),
    );
  });
});
