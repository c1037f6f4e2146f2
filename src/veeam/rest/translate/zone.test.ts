import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { createZone } from './zone.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const changingZones = [
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Tehran',
  'Pacific/Apia',
  'Pacific/Kiritimati',
];

test('every quarter of an hour around both changes of the clocks is the instant it was', () => {
  const zone = createZone('Europe/Berlin');
  const at = (localMs: number): number => zone.instantOfLocal(localMs);
  const spring = Date.parse('2024-03-31T00:00:00Z');
  const autumn = Date.parse('2024-10-27T00:00:00Z');
  for (let step = -200; step <= 200; step += 1) {
    const minutes = step * 15;
    const isSummer = minutes >= 120;
    // 02:00–03:00 does not exist in spring and is moved forward by the hour that was left out.
    const isLeftOut = minutes >= 120 && minutes < 180;
    const expected = spring + minutes * minuteMs - (isSummer && !isLeftOut ? 2 : 1) * hourMs;
    expect(at(spring + minutes * minuteMs)).toBe(expected);
    // 02:00–03:00 exists twice in autumn, and the earlier one is taken.
    const isStillSummer = minutes < 180;
    expect(at(autumn + minutes * minuteMs)).toBe(
      autumn + minutes * minuteMs - (isStillSummer ? 2 : 1) * hourMs,
    );
  }
});

test('in any zone and year a local time is an instant that shows this time there, or one that the clocks left out', () => {
  const local = fc.integer({
    min: Date.parse('1995-01-01T00:00:00Z'),
    max: Date.parse('2040-01-01T00:00:00Z'),
  });
  fc.assert(
    fc.property(fc.constantFrom(...changingZones), local, (name, milliseconds) => {
      const instant = createZone(name).instantOfLocal(milliseconds);
      const shown = DateTime.fromMillis(instant, { zone: name });
      const shownAs = instant + shown.offset * minuteMs;
      if (shownAs === milliseconds) {
        // Nothing earlier shows the same time.
        for (const earlier of shown.getPossibleOffsets()) {
          expect(earlier.toMillis()).toBeGreaterThanOrEqual(instant);
        }
        return;
      }
      const wished = DateTime.fromMillis(milliseconds, { zone: 'UTC' }).setZone(name, {
        keepLocalTime: true,
      });
      expect(wished.toFormat('yyyy-LL-dd HH:mm')).not.toBe(
        DateTime.fromMillis(milliseconds, { zone: 'UTC' }).toFormat('yyyy-LL-dd HH:mm'),
      );
      expect(shownAs).toBeGreaterThan(milliseconds);
    }),
    { numRuns: 3_000 },
  );
});

test('what a zone remembers does not change what it answers, for more days than it remembers', () => {
  const zone = createZone('Europe/Berlin');
  const start = Date.parse('2001-01-01T02:30:00Z');
  for (let day = 0; day < 8_000; day += 1) {
    const localMs = start + day * 24 * hourMs;
    const offsetHours = (localMs - zone.instantOfLocal(localMs)) / hourMs;
    expect([1, 2]).toContain(offsetHours);
    if (day % 500 === 0) {
      expect(createZone('Europe/Berlin').instantOfLocal(localMs)).toBe(
        zone.instantOfLocal(localMs),
      );
    }
  }
});
