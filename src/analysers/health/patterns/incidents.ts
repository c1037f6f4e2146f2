import type { LocalClock } from '../../../domain/local-clock.ts';
import type { BriefRun } from '../../../domain/run.ts';
import { median } from '../../../statistics/median.ts';
import { spanMs } from '../rhythm/local-time.ts';

/** Failures so soon after the first of an incident belong to it, even with a good run in between. */
const apartMs = 12 * spanMs.hour;

/** A judged run as the tests see it. */
interface Trial {
  readonly startMs: number;
  readonly localMs: number;
  /** The first failure of an incident: failures in a row, or within twelve hours, are one event. */
  readonly isIncident: boolean;
  /** A failure here would have begun an incident; runs in the shadow of one would not. */
  readonly isExposed: boolean;
}

/** The runs of a job with its failures put together to incidents. */
export interface Incidents {
  /** Every judged run but the later failures of an incident, oldest first. */
  readonly trials: readonly Trial[];
  readonly count: number;
  /** How many trials on the next incident begins at the earliest. */
  readonly apart: number;
  /** Judged runs, and the places of the failed ones among them. */
  readonly runs: readonly Pick<BriefRun, 'startedAt'>[];
  readonly failedPlaces: Int32Array;
}

export function incidentsOf(
  judged: readonly Pick<BriefRun, 'startedAt' | 'outcome'>[],
  clock: LocalClock,
): Incidents {
  const trials: Trial[] = [];
  const failedPlaces: number[] = [];
  let incidentMs = Number.NEGATIVE_INFINITY;
  for (const [place, { startedAt, outcome }] of judged.entries()) {
    const startMs = startedAt.getTime();
    const isIncident = outcome === 'failed';
    const isExposed = judged[place - 1]?.outcome !== 'failed' && startMs - incidentMs >= apartMs;
    if (isIncident) failedPlaces.push(place);
    if (isIncident && !isExposed) continue;
    if (isIncident) incidentMs = startMs;
    trials.push({ startMs, localMs: clock.localOf(startMs), isIncident, isExposed });
  }
  const count = trials.filter(({ isIncident }) => isIncident).length;
  return {
    trials,
    count,
    apart: fewestTrialsApart(trials),
    runs: judged,
    failedPlaces: Int32Array.from(failedPlaces),
  };
}

function fewestTrialsApart(trials: readonly Trial[]): number {
  const intervals = trials
    .slice(1)
    .map(({ startMs }, place) => startMs - (trials[place]?.startMs ?? startMs));
  return Math.max(2, Math.ceil(apartMs / Math.max(1, median(intervals) ?? apartMs)));
}
