import type { PointLedger } from './backups/point-ledger.ts';
import type { Scenario } from './behaviour.ts';
import type { Identifiers } from './identifiers.ts';
import type { Incident } from './incidents.ts';
import type { SimulatedJob } from './job.ts';
import type { IncidentTable } from './malware/incident.ts';
import { type OperationTable, operationIndex } from './operations/operation.ts';
import type { RunTable } from './run-table.ts';
import type { SessionTable } from './session-table.ts';
import type { Storage } from './storage/simulated-repository.ts';
import type { ZoneClock } from './zone-clock.ts';

/** What an estate is made from; equal options make an equal estate. */
export interface EstateOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly now: Date;
  readonly days: number;
  readonly jobs: number;
  readonly repositories: number;
  /** Scale-out repositories; left out or null, every dozen repositories hold one. */
  readonly scaleOuts?: number | null;
  /** How many of the repositories are their extents; three each without it. */
  readonly extents?: number | null;
  /** Most workloads of a job, 8 to 32. */
  readonly mostWorkloads?: number;
  /** Wanted job sessions in the history; null lets the schedules decide. */
  readonly sessions: number | null;
  /** Wanted share of job sessions that failed. */
  readonly failedShare: number;
  /** Wanted share of job sessions with a warning. */
  readonly warnedShare: number;
  readonly zone: string;
  /** Nothing planted, only ordinary failures at rates that stay the same. */
  readonly stationary?: boolean | undefined;
  /** Share of the jobs whose failures follow a rule, in per cent. */
  readonly patternPercent?: number | undefined;
}

/** A start the schedule asked for and no run answered. */
export interface MissedSlot {
  readonly job: number;
  readonly slotMs: number;
  /** `skipped`: nothing started; `busy`: the run before it was not over; `left-out`: it would have ended after the history. */
  readonly reason: 'skipped' | 'busy' | 'left-out';
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
  /** Asked for through `pointsOf`, which brings it up to date. */
  readonly points: PointLedger;
  readonly operations: OperationTable;
  readonly malware: IncidentTable;
  readonly incidents: readonly Incident[];
  /** In the order in which the runs were generated. */
  readonly missedSlots: MissedSlot[];
  /** From when on nothing planted shows in a job any more, by job index. */
  readonly repairedMs: Map<number, number>;
  /** Since when every discovered computer that was never backed up is out of its group; null until then. */
  readonly discovery: { clearedMs: number | null };
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
    const operation = operationIndex(sessions.source(index));
    if (operation !== null) estate.operations.sessionOf[operation] = index;
    if (run < 0) continue;
    if (sessions.attempt(index) === 0) runs.setFirstSession(run, index);
    estate.lastSession[sessions.source(index)] = index;
  }
  estate.version += 1;
}
