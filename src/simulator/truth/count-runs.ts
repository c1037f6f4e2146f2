import type { Estate } from '../estate/estate.ts';
import type { RunRow } from '../estate/run-table.ts';
import { dayMs } from '../estate/zone-clock.ts';
import type { RunCounts, WindowedCounts } from './run-counts.ts';

const windowDays = { last24Hours: 1, last7Days: 7, last30Days: 30 } as const;

export type RunStatus = RunRow['outcome'] | 'running' | 'undecided';

/** What a run is at the estate's now; null for one that has not begun. */
export function statusAt(estate: Estate, run: number): RunStatus | null {
  const row = estate.runs.row(run);
  if (row.startedMs > estate.nowMs) return null;
  if (row.endedMs <= estate.nowMs) return row.outcome;
  const first = estate.runs.firstSession(run);
  const isFirstAttempt = estate.sessions.endedMs(first) > estate.nowMs;
  return isFirstAttempt ? 'running' : 'undecided';
}

export function emptyCounts(): WindowedCounts {
  return { last24Hours: zero(), last7Days: zero(), last30Days: zero(), history: zero() };
}

/** Counts one run in every window it started in. */
export function countRun(
  counts: WindowedCounts,
  { startedMs, attempts }: RunRow,
  status: RunStatus,
  nowMs: number,
): void {
  const isHealed = attempts > 1 && (status === 'success' || status === 'warning');
  for (const window of ['last24Hours', 'last7Days', 'last30Days'] as const) {
    if (startedMs >= nowMs - windowDays[window] * dayMs) add(counts[window], status, isHealed);
  }
  add(counts.history, status, isHealed);
}

function add(counts: RunCounts, status: RunStatus, isHealed: boolean): void {
  counts.total += 1;
  counts[status] += 1;
  if (isHealed) counts.healed += 1;
}

function zero(): RunCounts {
  return {
    total: 0,
    success: 0,
    warning: 0,
    failed: 0,
    canceled: 0,
    running: 0,
    undecided: 0,
    healed: 0,
  };
}
