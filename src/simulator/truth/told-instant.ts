import type { ZoneClock } from '../estate/zone-clock.ts';

const longestShiftMs = 3 * 3_600_000;

/** The instant a reader takes a local time without an offset for: of the two that a repeated hour means, the earlier. */
export function toldInstantMs({ offsetMinutes }: ZoneClock, instantMs: number): number {
  const before = offsetMinutes(instantMs - longestShiftMs);
  const shiftMs = (before - offsetMinutes(instantMs)) * 60_000;
  const earlierMs = instantMs - shiftMs;
  return shiftMs > 0 && offsetMinutes(earlierMs) === before ? earlierMs : instantMs;
}
