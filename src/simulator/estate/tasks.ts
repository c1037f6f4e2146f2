import { chanceFrom, fraction, textHash } from './chance.ts';
import type { Estate } from './estate.ts';
import { itemAt } from './item-at.ts';
import { affectedPlaces } from './session-cause.ts';
import { results, type SessionRow } from './session-table.ts';

/** Most workloads a job has; a task's number is its session's number times this plus its place. */
const tasksPerSession = 8;

/** What one session does with one workload; derived from the session whenever asked for, never stored. */
export interface SimulatedTask {
  readonly number: number;
  readonly session: number;
  readonly job: number;
  readonly place: number;
  readonly name: string;
  readonly result: number;
  readonly isCanceled: boolean;
  readonly createdMs: number;
  readonly endedMs: number;
}

/** The tasks of a session; none for side sessions and for the jobs of agents. */
export function tasksOf(estate: Estate, session: number): SimulatedTask[] {
  const row = estate.sessions.row(session);
  if (row.source < 0) return [];
  const job = itemAt(estate.jobs, row.source);
  if (!job.kind.hasTasks) return [];
  const affected = affectedPlaces(estate, row.run);
  // A retry handles only what failed before.
  const places = row.attempt > 0 ? affected : job.workloads.map((_, place) => place);
  const span = Math.min(row.endedMs, row.createdMs + 86_400_000) - row.createdMs;
  const tasks = places.map((place) => {
    const chance = chanceFrom(
      estate.options.seed,
      textHash('task'),
      row.source,
      row.createdMs,
      place,
    );
    const createdMs = row.createdMs + Math.floor(span * (0.02 + 0.05 * place));
    return {
      number: session * tasksPerSession + place,
      session,
      job: row.source,
      place,
      name: itemAt(job.workloads, place),
      result: taskResult(row, affected.includes(place)),
      isCanceled: row.isCanceled && affected.includes(place),
      createdMs,
      endedMs: createdMs + Math.floor(span * (0.3 + 0.25 * fraction(chance))),
    };
  });
  return tasks.filter(({ createdMs }) => createdMs <= estate.nowMs);
}

/** A task by its number; null when that session has no such task. */
export function taskAt(estate: Estate, number: number): SimulatedTask | null {
  const session = Math.floor(number / tasksPerSession);
  if (session >= estate.visibleEnd || session < estate.firstVisible) return null;
  return tasksOf(estate, session).find((task) => task.number === number) ?? null;
}

function taskResult({ result, isCanceled }: SessionRow, isAffected: boolean): number {
  if (!isAffected) return results.success;
  return isCanceled ? results.failed : result;
}
