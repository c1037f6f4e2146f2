import { Fault } from '../../domain/errors.ts';

const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The server's zone: turns instants into its wall clock and back, across changes of daylight saving. */
export interface ZoneClock {
  readonly zone: string;
  /** How far what it writes is ahead of the truth. */
  readonly skewMs: number;
  readonly offsetMinutes: (instantMs: number) => number;
  /** The instant of a wall-clock minute; a minute skipped in spring falls after the gap. */
  readonly instantOf: (localDay: number, minuteOfDay: number) => number;
  /** Days since 1970-01-01 on the wall clock. */
  readonly localDay: (instantMs: number) => number;
  /** 0 is Sunday. */
  readonly weekday: (instantMs: number) => number;
  /** `2026-11-22T01:02:03.123456+01:00`, with the fraction's trailing zeros left out as VBR does. */
  readonly withOffset: (instantMs: number) => string;
  /** The same without the offset, as VBR gives task sessions. */
  readonly withoutOffset: (instantMs: number) => string;
  /** `11/22/2026 1:02:03 AM`, as it stands in log texts. */
  readonly inProse: (instantMs: number) => string;
}

interface Transition {
  readonly fromMs: number;
  readonly offsetMinutes: number;
}

/** The clock of an IANA zone, exact between the two instants. */
export function createZoneClock(zone: string, fromMs: number, toMs: number): ZoneClock {
  const transitions = transitionsOf(zone, fromMs, toMs);
  const offsetMinutes = (instantMs: number): number => {
    let offset = transitions[0]?.offsetMinutes ?? 0;
    for (const transition of transitions) {
      if (transition.fromMs > instantMs) break;
      offset = transition.offsetMinutes;
    }
    return offset;
  };
  const wallMs = (instantMs: number): number => instantMs + offsetMinutes(instantMs) * minuteMs;
  const instantOf = (localDay: number, minuteOfDay: number): number => {
    const wall = localDay * dayMs + minuteOfDay * minuteMs;
    const guess = wall - offsetMinutes(wall) * minuteMs;
    return wall - offsetMinutes(guess) * minuteMs;
  };
  return {
    zone,
    skewMs: 0,
    offsetMinutes,
    instantOf,
    localDay: (instantMs) => Math.floor(wallMs(instantMs) / dayMs),
    weekday: (instantMs) => (Math.floor(wallMs(instantMs) / dayMs) + 4) % 7,
    withOffset: (instantMs) =>
      wallText(wallMs(instantMs), instantMs) + offsetText(offsetMinutes(instantMs)),
    withoutOffset: (instantMs) => wallText(wallMs(instantMs), instantMs),
    inProse: (instantMs) => proseText(new Date(wallMs(instantMs))),
  };
}

/** A clock that is wrong: everything it writes lies so far ahead, schedules keep to the truth. */
export function skewedClock(clock: ZoneClock, skewMs: number): ZoneClock {
  return {
    ...clock,
    skewMs: clock.skewMs + skewMs,
    withOffset: (instantMs) => clock.withOffset(instantMs + skewMs),
    withoutOffset: (instantMs) => clock.withoutOffset(instantMs + skewMs),
    inProse: (instantMs) => clock.inProse(instantMs + skewMs),
  };
}

/** `+01:00` for 60. */
export function offsetText(offsetMinutes: number): string {
  const size = Math.abs(offsetMinutes);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  return `${offsetMinutes < 0 ? '-' : '+'}${hours}:${String(size % 60).padStart(2, '0')}`;
}

function transitionsOf(zone: string, fromMs: number, toMs: number): Transition[] {
  const offsetAt = offsetReader(zone);
  const transitions: Transition[] = [{ fromMs, offsetMinutes: offsetAt(fromMs) }];
  for (let day = fromMs; day < toMs; day += dayMs) {
    const before = offsetAt(day);
    const after = offsetAt(day + dayMs);
    if (before !== after) {
      transitions.push({
        fromMs: changeBetween(offsetAt, day, day + dayMs, before),
        offsetMinutes: after,
      });
    }
  }
  return transitions;
}

function changeBetween(
  offsetAt: (instantMs: number) => number,
  startMs: number,
  endMs: number,
  before: number,
): number {
  let low = startMs;
  let high = endMs;
  while (high - low > minuteMs) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return Math.floor(high / minuteMs) * minuteMs;
}

function offsetReader(zone: string): (instantMs: number) => number {
  const format = formatOf(zone);
  return (instantMs) => {
    const name = format.formatToParts(instantMs).find((part) => part.type === 'timeZoneName');
    const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name?.value ?? '') ?? [];
    const size = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
    return sign === '-' ? -size : size;
  };
}

function formatOf(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch (cause) {
    throw notAZone(zone, cause);
  }
}

function notAZone(zone: string, cause: unknown): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: `"${zone}" is not a time zone`,
    means: 'the simulated server needs one to show its local times',
    next: 'give an IANA name such as Europe/Prague',
    cause,
  });
}

// VBR shows up to seven digits and no zeros at the end; those after the milliseconds come from the instant.
function wallText(wallMs: number, instantMs: number): string {
  const text = new Date(wallMs).toISOString();
  const finer = instantMs % 10 === 0 ? 0 : (instantMs * 7919) % 1000;
  let digits = (instantMs % 1000) * 1000 + finer;
  if (digits === 0) return text.slice(0, 19);
  let places = 6;
  while (digits % 10 === 0) {
    digits /= 10;
    places -= 1;
  }
  return `${text.slice(0, 19)}.${String(digits).padStart(places, '0')}`;
}

function proseText(wall: Date): string {
  const hour = wall.getUTCHours();
  const clock = [
    hour % 12 === 0 ? 12 : hour % 12,
    String(wall.getUTCMinutes()).padStart(2, '0'),
    String(wall.getUTCSeconds()).padStart(2, '0'),
  ].join(':');
  const day = `${wall.getUTCMonth() + 1}/${wall.getUTCDate()}/${wall.getUTCFullYear()}`;
  return `${day} ${clock} ${hour < 12 ? 'AM' : 'PM'}`;
}
