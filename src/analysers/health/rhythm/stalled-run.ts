import type { BriefRun } from '../../../domain/run.ts';
import { median } from '../../../statistics/median.ts';
import { quantile } from '../../../statistics/quantile.ts';
import { spanMs } from './local-time.ts';

/** A run that works for longer than the job's own durations explain. */
export interface StalledRun {
  readonly runId: string;
  readonly since: string;
  readonly runningMinutes: number;
  readonly limitMinutes: number;
}

const fewestDurations = 5;

/** The newest run while it works beyond the larger of so many times the P95 of its durations and their median plus some hours. */
export function stalledRun(
  runs: readonly BriefRun[],
  knownUntilMs: number,
  settings: { readonly timesP95: number; readonly hoursAboveMedian: number },
): StalledRun | null {
  const newest = runs.at(-1);
  if (newest?.outcome !== 'running') return null;
  const minutes = runs.flatMap(({ startedAt, endedAt }) =>
    endedAt === null ? [] : [(endedAt.getTime() - startedAt.getTime()) / spanMs.minute],
  );
  const p95 = quantile(minutes, 0.95);
  const middle = median(minutes);
  if (p95 === null || middle === null || minutes.length < fewestDurations) return null;
  const limitMinutes = Math.max(settings.timesP95 * p95, middle + 60 * settings.hoursAboveMedian);
  const runningMinutes = (knownUntilMs - newest.startedAt.getTime()) / spanMs.minute;
  if (runningMinutes <= limitMinutes) return null;
  return {
    runId: newest.id,
    since: newest.startedAt.toISOString(),
    runningMinutes: Math.round(runningMinutes),
    limitMinutes: Math.round(limitMinutes),
  };
}
