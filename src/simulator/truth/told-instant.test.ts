import { expect, it } from 'vitest';
import { createZoneClock, dayMs } from '../estate/zone-clock.ts';
import { toldInstantMs } from './told-instant.ts';

const change = Date.parse('2026-10-25T01:00:00Z');
const clock = createZoneClock('Europe/Prague', change - 200 * dayMs, change + 200 * dayMs);

it.each([
  ['2026-10-24T23:59:00Z', 'before the hour that comes twice', '2026-10-24T23:59:00.000Z'],
  ['2026-10-25T00:27:37Z', 'the first time', '2026-10-25T00:27:37.000Z'],
  ['2026-10-25T01:27:37Z', 'the second time', '2026-10-25T00:27:37.000Z'],
  ['2026-10-25T02:00:00Z', 'after it', '2026-10-25T02:00:00.000Z'],
  ['2026-06-01T12:00:00Z', 'in summer', '2026-06-01T12:00:00.000Z'],
])('takes %s, %s, for %s', (instant, _when, told) => {
  const found = toldInstantMs(clock, Date.parse(instant));
  expect(new Date(found).toISOString()).toBe(told);
  expect(clock.withoutOffset(found)).toBe(clock.withoutOffset(Date.parse(instant)));
});
