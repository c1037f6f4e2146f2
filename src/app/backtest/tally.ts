import type { ReadingFaults } from '../../analysers/capacity/daily-series.ts';

/** What a backtest counts while it goes; the faults are those inside the windows that were looked at. */
export interface Tally {
  origins: number;
  forecasts: number;
  crossings: number;
  /** Origins with too few usable days. */
  withoutHistory: number;
  removedSpikes: number;
  unitChanges: number;
  readonly faults: { -readonly [Fault in keyof ReadingFaults]: ReadingFaults[Fault] };
}

export function emptyTally(): Tally {
  return {
    origins: 0,
    forecasts: 0,
    crossings: 0,
    withoutHistory: 0,
    removedSpikes: 0,
    unitChanges: 0,
    faults: { notNumbers: 0, negative: 0, zero: 0, duplicateDays: 0 },
  };
}
