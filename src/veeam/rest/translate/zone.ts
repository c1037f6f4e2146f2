import { Info } from 'luxon';

/** The server's time zone, to place its offset-less times. */
export interface Zone {
  readonly name: string;
  /**
   * The instant of a local time, both in milliseconds. A time that a change of clocks makes twice is taken as the
   * earlier one, a time it leaves out is moved forward by the gap.
   */
  readonly instantOfLocal: (localMs: number) => number;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
// Ten years of days; a list rarely spans more, and starting again costs little.
const mostRememberedDays = 3_660;

interface DayOffsets {
  readonly beforeMs: number;
  readonly afterMs: number;
}

/** A zone that remembers the offsets of each day it was asked about: finding them takes longer than parsing a row. */
export function createZone(name: string): Zone {
  const zone = Info.normalizeZone(name);
  const offsetsByDay = new Map<number, DayOffsets>();
  const offsetMs = (instantMs: number): number => zone.offset(instantMs) * minuteMs;

  const offsetsAround = (day: number): DayOffsets => {
    const known = offsetsByDay.get(day);
    if (known !== undefined) return known;
    // Local time is at most fourteen hours from UTC, so these two enclose every instant of the local day.
    const found = { beforeMs: offsetMs((day - 1) * dayMs), afterMs: offsetMs((day + 2) * dayMs) };
    if (offsetsByDay.size >= mostRememberedDays) offsetsByDay.clear();
    offsetsByDay.set(day, found);
    return found;
  };

  return {
    name,
    instantOfLocal: (localMs) => {
      const { beforeMs, afterMs } = offsetsAround(Math.floor(localMs / dayMs));
      // The clocks rarely change: with one offset all around there is nothing to decide.
      if (beforeMs === afterMs) return localMs - beforeMs;
      const real = [beforeMs, afterMs]
        .map((offset) => ({ instantMs: localMs - offset, offset }))
        .filter(({ instantMs, offset }) => offsetMs(instantMs) === offset)
        .map(({ instantMs }) => instantMs);
      return real.length === 0 ? localMs - beforeMs : Math.min(...real);
    },
  };
}
