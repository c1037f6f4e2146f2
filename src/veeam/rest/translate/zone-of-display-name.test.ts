import { expect, test } from 'vitest';
import { zoneOfDisplayName } from './zone-of-display-name.ts';

const winter = new Date('2026-01-20T12:00:00Z');
const summer = new Date('2026-07-20T12:00:00Z');

test.each([
  ['(UTC+01:00) Belgrade, Bratislava, Budapest, Ljubljana, Prague', 60, 120, 'Europe/Belgrade'],
  ['(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien', 60, 120, 'Europe/Amsterdam'],
  ['(UTC+00:00) Dublin, Edinburgh, Lisbon, London', 0, 60, 'Europe/Dublin'],
  ['(UTC-05:00) Eastern Time (US & Canada)', -300, -240, 'America/New_York'],
  ['(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi', 330, 330, 'Asia/Kolkata'],
  ['(UTC-06:00) Guadalajara, Mexico City, Monterrey', -360, -360, 'America/Mexico_City'],
  ['(UTC) Coordinated Universal Time', 0, 0, 'UTC'],
])('%s is a zone, in winter and in summer', (name, winterMinutes, summerMinutes, zone) => {
  expect(zoneOfDisplayName(name, winterMinutes, winter)).toBe(zone);
  expect(zoneOfDisplayName(name, summerMinutes, summer)).toBe(zone);
});

test('a zone that contradicts the clock of the server, or its own name, is none', () => {
  const prague = '(UTC+01:00) Belgrade, Bratislava, Budapest, Ljubljana, Prague';
  // A server that does not change its clocks.
  expect(zoneOfDisplayName(prague, 60, summer)).toBeNull();
  expect(zoneOfDisplayName('(UTC+03:00) Prague', 60, winter)).toBeNull();
  for (const name of ['', 'Europe/Prague', '(UTC+01:00)', '(UTC+01:00) Nowhere, Atlantis'])
    expect(zoneOfDisplayName(name, 60, winter), name).toBeNull();
});
