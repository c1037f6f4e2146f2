import { expect, test } from 'vitest';
import { instantOf } from './instant.ts';
import { createZone } from './zone.ts';

const berlin = createZone('Europe/Berlin');

test.each([
  ['2024-01-25T18:31:50.7300443+01:00', '2024-01-25T17:31:50.730Z'],
  ['2024-01-25T18:31:50Z', '2024-01-25T18:31:50.000Z'],
  ['2024-01-25T18:31:50.1-07:00', '2024-01-26T01:31:50.100Z'],
  ['2024-01-25T18:31:50+0530', '2024-01-25T13:01:50.000Z'],
])('%s carries its own offset', (text, expected) => {
  expect(instantOf(text, berlin)?.toISOString()).toBe(expected);
});

test.each([
  ['2024-11-13T22:00:49.893878', 'Europe/Berlin', '2024-11-13T21:00:49.893Z'],
  ['2024-07-13T22:00:49', 'Europe/Berlin', '2024-07-13T20:00:49.000Z'],
  ['2024-07-13T22:00:49.1234567', 'Asia/Kolkata', '2024-07-13T16:30:49.123Z'],
  ['2024-07-13 22:00:49', 'UTC-3:30', '2024-07-14T01:30:49.000Z'],
  ['2018-11-03T23:59:59', 'America/Sao_Paulo', '2018-11-04T02:59:59.000Z'],
])('%s without an offset is local to %s', (text, zone, expected) => {
  expect(instantOf(text, createZone(zone))?.toISOString()).toBe(expected);
});

test('a time that the clocks pass twice is the earlier one, a time they skip moves on by the gap', () => {
  expect(instantOf('2024-10-27T02:30:00', berlin)?.toISOString()).toBe('2024-10-27T00:30:00.000Z');
  expect(instantOf('2024-11-03T01:30:00', createZone('America/New_York'))?.toISOString()).toBe(
    '2024-11-03T05:30:00.000Z',
  );
  expect(instantOf('2024-03-31T02:30:00', berlin)?.toISOString()).toBe('2024-03-31T01:30:00.000Z');
  // Midnight itself was skipped in São Paulo.
  expect(instantOf('2018-11-04T00:30:00', createZone('America/Sao_Paulo'))?.toISOString()).toBe(
    '2018-11-04T03:30:00.000Z',
  );
});

test.each([
  '0001-01-01T00:00:00',
  '0001-01-01T00:00:00+01:00',
  '1601-01-01T00:00:00Z',
  '1900-01-01T00:00:00',
  '1970-01-01T00:00:00Z',
  '9999-12-31T23:59:59.9999999',
  '',
  'N/A',
  '2024-13-45T00:00:00',
  '2024-13-45T00:00:00Z',
  '7/28/2025 10:41 AM',
])('"%s" is no instant', (text) => {
  expect(instantOf(text, berlin)).toBeNull();
});
