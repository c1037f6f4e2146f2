import { expect, it } from 'vitest';
import { createZoneClock } from './zone-clock.ts';

const from = Date.parse('2026-01-01T00:00:00Z');
const to = Date.parse('2027-01-01T00:00:00Z');
const prague = createZoneClock('Europe/Prague', from, to);

it('shows summer and winter offsets on either side of the change', () => {
  expect(prague.withOffset(Date.parse('2026-10-25T00:59:59.000Z'))).toBe(
    '2026-10-25T02:59:59+02:00',
  );
  expect(prague.withOffset(Date.parse('2026-10-25T01:00:00.000Z'))).toBe(
    '2026-10-25T02:00:00+01:00',
  );
});

it('gives offset-less times of the server’s wall clock', () => {
  expect(prague.withoutOffset(Date.parse('2026-07-01T10:00:00.000Z'))).toBe('2026-07-01T12:00:00');
});

it('keeps the milliseconds and shows up to six digits without zeros at the end', () => {
  const shown = prague.withOffset(Date.parse('2026-07-01T10:00:00.123Z'));
  expect(shown).toMatch(/^2026-07-01T12:00:00\.123\d{0,3}\+02:00$/);
  expect(shown).not.toMatch(/0\+02:00$/);
  expect(prague.withOffset(Date.parse('2026-07-01T10:00:00.040Z'))).toBe(
    '2026-07-01T12:00:00.04+02:00',
  );
});

it('finds the instant of a wall-clock minute in both halves of the year', () => {
  const winterDay = prague.localDay(Date.parse('2026-11-22T12:00:00Z'));
  const summerDay = prague.localDay(Date.parse('2026-07-01T12:00:00Z'));
  expect(new Date(prague.instantOf(winterDay, 22 * 60)).toISOString()).toBe(
    '2026-11-22T21:00:00.000Z',
  );
  expect(new Date(prague.instantOf(summerDay, 22 * 60)).toISOString()).toBe(
    '2026-07-01T20:00:00.000Z',
  );
});

it('works west of Greenwich and with half hours', () => {
  const noon = Date.parse('2026-07-01T12:00:00Z');
  expect(createZoneClock('America/New_York', from, to).withOffset(noon)).toBe(
    '2026-07-01T08:00:00-04:00',
  );
  expect(createZoneClock('Asia/Kolkata', from, to).withOffset(noon)).toBe(
    '2026-07-01T17:30:00+05:30',
  );
});

it('refuses a zone that does not exist', () => {
  expect(() => createZoneClock('Europe/Atlantis', from, to)).toThrow(/is not a time zone/);
});
