import { expect, test } from 'vitest';
import { instantFrom, listFrom } from './column-types.ts';

test.each([
  ['2026-03-01 00:00:00+00', '2026-03-01T00:00:00.000Z'],
  ['2026-03-01 23:59:59.5+00', '2026-03-01T23:59:59.500Z'],
  ['2026-03-01 23:59:59.999999+00', '2026-03-01T23:59:59.999Z'],
  ['2026-03-01 05:30:00+05:30', '2026-03-01T00:00:00.000Z'],
  ['2025-12-31 19:00:00-05', '2026-01-01T00:00:00.000Z'],
  ['0001-01-01 00:00:00+00', '0001-01-01T00:00:00.000Z'],
])('reads the instant %s', (text, expected) => {
  expect(instantFrom(text)).toEqual(new Date(expected));
});

test('leaves what is no date to the driver', () => {
  expect(instantFrom('infinity')).toBe(Number.POSITIVE_INFINITY);
});

test.each<[string, (string | null)[]]>([
  ['{}', []],
  ['{0193e000-aa,b}', ['0193e000-aa', 'b']],
  ['{NULL,a}', [null, 'a']],
  [String.raw`{"a \"b\"","c,d"}`, ['a "b"', 'c,d']],
])('reads the list %s', (text, expected) => {
  expect(listFrom(text)).toEqual(expected);
});
