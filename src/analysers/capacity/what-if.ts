import type { ForecastFan } from './forecast.ts';

/** Space that a planned change adds, or takes away where negative, in the unit of the readings. */
export interface PlannedLoad {
  readonly startsInDays: number;
  readonly atOnce: number;
  readonly perDay: number;
  /** Days after the start for which it grows; null: on and on. */
  readonly growsForDays: number | null;
  /** How far the truth may be from the plan, as a share of it. */
  readonly uncertainShare: number;
}

interface NewMachines {
  readonly count: number;
  readonly sizeEach: number;
  /** Share of the size that changes a day. */
  readonly dailyChangeShare: number;
  /** Share that is left after deduplication and compression. */
  readonly storedShare: number;
  readonly retentionDays: number;
  readonly startsInDays: number;
}

/** Plans of people and figures of machines that do not run yet are rough; what was observed less so. */
const roughShare = 0.3;
const plannedShare = 0.1;
const observedShare = 0.15;

/** So much more data, all at once. */
export function addedData(amount: number, startsInDays: number): PlannedLoad {
  return {
    startsInDays,
    atOnce: amount,
    perDay: 0,
    growsForDays: null,
    uncertainShare: plannedShare,
  };
}

/** First a full of each machine, then its changes until retention lets the first of them go. */
export function addedMachines(machines: NewMachines): PlannedLoad {
  const stored = machines.count * machines.sizeEach * machines.storedShare;
  return {
    startsInDays: machines.startsInDays,
    atOnce: stored,
    perDay: stored * machines.dailyChangeShare,
    growsForDays: machines.retentionDays,
    uncertainShare: roughShare,
  };
}

/**
 * Retention of a job that stores so much a day. Longer: nothing goes until the new days are filled. Shorter: the days too many go, but
 * not before the lock of the newest of them ends.
 */
export function changedRetention(
  storedPerDay: number,
  fromDays: number,
  toDays: number,
  immutableDays = 0,
): PlannedLoad {
  const added = toDays - fromDays;
  if (added >= 0) {
    return {
      startsInDays: 0,
      atOnce: 0,
      perDay: storedPerDay,
      growsForDays: added,
      uncertainShare: observedShare,
    };
  }
  return {
    startsInDays: Math.max(0, immutableDays - toDays),
    atOnce: added * storedPerDay,
    perDay: 0,
    growsForDays: null,
    uncertainShare: observedShare,
  };
}

/** A job that leaves with its backups and its growth, and arrives elsewhere with both. */
export function movedJob(
  used: number,
  growthPerDay: number,
  startsInDays: number,
): { readonly source: PlannedLoad; readonly target: PlannedLoad } {
  const load = { startsInDays, growsForDays: null, uncertainShare: observedShare };
  return {
    source: { ...load, atOnce: -used, perDay: -growthPerDay },
    target: { ...load, atOnce: used, perDay: growthPerDay },
  };
}

/**
 * The same forecast with the planned loads on top of it, less sure by what is not sure of them. What leaves now is gone from what is used
 * now: a level that is reached may be free again.
 */
export function withLoads<Fan extends ForecastFan>(
  forecast: Fan,
  loads: readonly PlannedLoad[],
): Fan {
  const total = (amountOn: (load: PlannedLoad, day: number) => number) =>
    forecast.path.map((_, index) =>
      loads.reduce((sum, load) => sum + amountOn(load, index + 1), 0),
    );
  const added = total(loadOn);
  const unsure = total((load, day) => load.uncertainShare * Math.abs(loadOn(load, day)));
  const { lastKnown } = forecast;
  const leaving = loads.reduce(
    (sum, { startsInDays, atOnce }) => sum + (startsInDays <= 0 ? Math.min(0, atOnce) : 0),
    0,
  );
  return {
    ...forecast,
    lastKnown: { ...lastKnown, value: Math.max(0, lastKnown.value + leaving) },
    path: forecast.path.map((value, index) => value + (added[index] ?? 0)),
    spread: forecast.spread.map((value, index) => value + (unsure[index] ?? 0)),
  };
}

function loadOn({ startsInDays, atOnce, perDay, growsForDays }: PlannedLoad, day: number): number {
  const running = day - startsInDays;
  if (running < 0) return 0;
  return atOnce + perDay * Math.min(running, growsForDays ?? running);
}
