import type { Scenario } from './behaviour.ts';
import type { Identifiers } from './identifiers.ts';
import type { SimulatedJob } from './job.ts';
import type { Storage } from './repositories.ts';
import type { RunTable } from './run-table.ts';
import type { SessionTable } from './session-table.ts';
import type { ZoneClock } from './zone-clock.ts';

/** What an estate is made from; equal options make an equal estate. */
export interface EstateOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly now: Date;
  readonly days: number;
  readonly jobs: number;
  readonly repositories: number;
  /** Wanted job sessions in the history; null lets the schedules decide. */
  readonly sessions: number | null;
  /** Wanted share of job sessions that failed. */
  readonly failedShare: number;
  /** Wanted share of job sessions with a warning. */
  readonly warnedShare: number;
  readonly zone: string;
}

/** Everything the simulated server knows. Time stands still at `nowMs` until it is advanced. */
export interface Estate {
  readonly options: EstateOptions;
  readonly clock: ZoneClock;
  readonly identifiers: Identifiers;
  readonly storage: Storage;
  readonly jobs: SimulatedJob[];
  readonly sessions: SessionTable;
  readonly runs: RunTable;
  readonly startMs: number;
  /** When each job's last run ends, by job index. */
  readonly busyUntilMs: number[];
  /** Each job's last visible session; −1 without one. */
  readonly lastSession: number[];
  nowMs: number;
  /** Moves whenever an answer could change. */
  version: number;
  /** Sessions before this place were removed by retention. */
  firstVisible: number;
  /** Sessions from this place on lie in the future. */
  visibleEnd: number;
}

/** Makes what was appended visible: order, first session of each run, last session of each job. */
export function settle(estate: Estate, nowMs: number): void {
  const { sessions, runs, visibleEnd: start } = estate;
  sessions.sortFrom(start);
  estate.nowMs = nowMs;
  estate.visibleEnd = sessions.countUntil(nowMs);
  for (let index = start; index < estate.visibleEnd; index += 1) {
    const run = sessions.run(index);
    if (run < 0) continue;
    if (sessions.attempt(index) === 0) runs.setFirstSession(run, index);
    estate.lastSession[sessions.source(index)] = index;
  }
  estate.version += 1;
}
