import type { Estate } from '../estate/estate.ts';
import { hourMs, skewedClock } from '../estate/zone-clock.ts';
import type { Faults } from './faults.ts';

/** The estate as a server with these faults shows it: its clock may be wrong, its newest sessions lost. */
export function estateSeen(estate: Estate, faults: Faults): Estate {
  const { clockSkewMinutes = 0, restoredHoursAgo = 0 } = faults;
  if (clockSkewMinutes === 0 && restoredHoursAgo === 0) return estate;
  const end = endAfterRestore(estate, restoredHoursAgo);
  return {
    ...estate,
    clock: skewedClock(estate.clock, clockSkewMinutes * 60_000),
    lastSession: restoredHoursAgo === 0 ? estate.lastSession : lastSessionsUntil(estate, end),
    // What moves while an answer is made moves in the estate itself.
    get nowMs() {
      return estate.nowMs;
    },
    set nowMs(instantMs) {
      estate.nowMs = instantMs;
    },
    get version() {
      return estate.version;
    },
    set version(version) {
      estate.version = version;
    },
    get firstVisible() {
      return Math.min(estate.firstVisible, end);
    },
    set firstVisible(index) {
      estate.firstVisible = index;
    },
    get visibleEnd() {
      return restoredHoursAgo === 0 ? estate.visibleEnd : end;
    },
    set visibleEnd(index) {
      estate.visibleEnd = index;
    },
  };
}

function endAfterRestore({ sessions, visibleEnd, nowMs }: Estate, hoursAgo: number): number {
  if (hoursAgo === 0) return visibleEnd;
  return Math.min(visibleEnd, sessions.countUntil(nowMs - hoursAgo * hourMs));
}

function lastSessionsUntil({ jobs, sessions }: Estate, end: number): number[] {
  const last = jobs.map(() => -1);
  for (let index = 0; index < end; index += 1) {
    const source = sessions.source(index);
    if (source >= 0) last[source] = index;
  }
  return last;
}
