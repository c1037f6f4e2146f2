import { expect, test } from 'vitest';
import { isFault } from '../../../domain/errors.ts';
import { checkedZone, toServerClock, zoneOf } from './server-clock.ts';

const readAt = new Date('2024-01-25T17:31:40Z');
const told = {
  serverTime: '2024-01-25T18:31:50.7300443+01:00',
  toldZone: null,
  displayName: null,
  settingsZone: null,
  readAt,
};

test('before 1.3-rev2 the zone is the one that is shown, where the time agrees with it', () => {
  const displayName = '(UTC+01:00) Belgrade, Bratislava, Budapest, Ljubljana, Prague';
  expect(toServerClock({ ...told, displayName })?.zone).toBe('Europe/Belgrade');
  const elsewhere = '(UTC+02:00) Athens, Bucharest';
  expect(toServerClock({ ...told, displayName: elsewhere })).toMatchObject({
    ...{ zone: null, offsetMinutes: 60 },
  });
});

test('without a shown name only the present offset is known, and it stands in for the zone', () => {
  const clock = toServerClock(told);
  expect(clock).toEqual({
    serverTime: new Date('2024-01-25T17:31:50.730Z'),
    offsetMinutes: 60,
    zone: null,
    skewSeconds: 10.73,
  });
  expect(clock === null ? null : zoneOf(clock)).toBe('UTC+1:00');
});

test('the zone of 1.3-rev2 is taken, the zone of the settings before it, an unknown zone is not', () => {
  expect(toServerClock({ ...told, toldZone: 'Europe/Prague' })?.zone).toBe('Europe/Prague');
  expect(
    toServerClock({ ...told, toldZone: 'Europe/Prague', settingsZone: 'Asia/Kolkata' }),
  ).toMatchObject({
    zone: 'Asia/Kolkata',
    offsetMinutes: 330,
  });
  expect(toServerClock({ ...told, toldZone: '(UTC+01:00) Belgrade' })?.zone).toBeNull();
});

test('a time without offset needs a zone', () => {
  const naive = { ...told, serverTime: '2024-01-25T18:31:50' };
  expect(toServerClock(naive)).toBeNull();
  expect(toServerClock({ ...naive, settingsZone: 'Europe/Berlin' })?.serverTime).toEqual(
    new Date('2024-01-25T17:31:50Z'),
  );
  expect(toServerClock({ ...told, serverTime: 'soon' })).toBeNull();
});

test('offsets of half hours and to the west keep their minutes', () => {
  const offset = (serverTime: string): string => {
    const clock = toServerClock({ ...told, serverTime });
    return clock === null ? 'none' : zoneOf(clock);
  };
  expect(offset('2024-01-25T18:31:50-03:30')).toBe('UTC-3:30');
  expect(offset('2024-01-25T18:31:50Z')).toBe('UTC+0:00');
});

test('a zone of the settings that does not exist is a settings error', () => {
  expect(checkedZone(null)).toBeNull();
  expect(checkedZone('Europe/Berlin')).toBe('Europe/Berlin');
  try {
    checkedZone('Middle/Earth');
    expect.unreachable();
  } catch (error) {
    expect(isFault(error, 'settings-invalid')).toBe(true);
  }
});
