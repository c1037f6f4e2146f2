const dayMs = 86_400_000;
const minuteMs = 60_000;
// Ten years of days; one history never asks for more.
const mostRememberedDays = 3_660;

/** The wall clock of a server. Local times are milliseconds as if they were UTC, so that plain arithmetic finds day and hour. */
export interface LocalClock {
  readonly localOf: (instantMs: number) => number;
  /** A time that a change of clocks makes twice is taken as the earlier one, one it leaves out is moved forward by the gap. */
  readonly instantOf: (localMs: number) => number;
  /** Whether the clocks change within a day of this instant. */
  readonly changesAround: (instantMs: number) => boolean;
}

/** The clock of a zone by its IANA name; where that is not known or not understood, of a fixed offset from UTC. */
export function localClock(zone: string | null, offsetMinutes: number): LocalClock {
  const offsetMs = zoneOffset(zone) ?? (() => offsetMinutes * minuteMs);
  const byDay = new Map<number, { readonly before: number; readonly after: number }>();
  const around = (day: number) => {
    const known = byDay.get(day);
    if (known !== undefined) return known;
    if (byDay.size >= mostRememberedDays) byDay.clear();
    const found = { before: offsetMs((day - 1) * dayMs), after: offsetMs((day + 2) * dayMs) };
    byDay.set(day, found);
    return found;
  };
  const changesAround = (atMs: number) => {
    const { before, after } = around(Math.floor(atMs / dayMs));
    return before !== after;
  };
  return {
    changesAround,
    localOf: (instantMs) => {
      const isPlain = !changesAround(instantMs);
      return (
        instantMs + (isPlain ? around(Math.floor(instantMs / dayMs)).before : offsetMs(instantMs))
      );
    },
    instantOf: (localMs) => {
      const { before, after } = around(Math.floor(localMs / dayMs));
      if (before === after) return localMs - before;
      const real = [before, after].filter((offset) => offsetMs(localMs - offset) === offset);
      return real.length === 0 ? localMs - before : localMs - Math.max(...real);
    },
  };
}

/** Null for a name that no zone has. */
function zoneOffset(zone: string | null): ((instantMs: number) => number) | null {
  if (zone === null) return null;
  const formatter = formatterOf(zone);
  if (formatter === null) return null;
  return (instantMs) => {
    const parts = new Map(
      formatter.formatToParts(instantMs).map(({ type, value }) => [type, Number(value)]),
    );
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
    const local = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return local - Math.floor(instantMs / 1000) * 1000;
  };
}

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
}
