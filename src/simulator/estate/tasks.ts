import { chanceFrom, fraction, textHash } from './chance.ts';
import type { Estate } from './estate.ts';
import { itemAt } from './item-at.ts';
import { jobAt } from './job.ts';
import { operationOf } from './operations/operation-of.ts';
import { operationTasks } from './operations/operation-tasks.ts';
import { affectedPlaces } from './session-cause.ts';
import { results, type SessionRow } from './session-table.ts';
import type { SimulatedTask } from './simulated-task.ts';
import { isSkipped } from './skipped-workloads.ts';

/** Most workloads a job can have; a task's number is its session's number times this plus its place. */
const tasksPerSession = 32;
/** Most workloads of a job in an estate of no stated size. */
export const usualMostWorkloads = 8;

/** The tasks of a session; none for upkeep, labs and the jobs of agents. */
export function tasksOf(estate: Estate, session: number): SimulatedTask[] {
  const source = estate.sessions.source(session);
  const isShown = source < 0 || itemAt(estate.jobs, source).kind.hasTasks;
  return isShown ? workOf(estate, session) : [];
}

/** What a session does with each workload, whether or not VBR shows it as tasks; none for side sessions. */
export function workOf(estate: Estate, session: number): SimulatedTask[] {
  const row = estate.sessions.row(session);
  const operation = operationOf(estate, row.source);
  const tasks =
    operation === null
      ? jobTasks(estate, session, row)
      : operationTasks(estate, session, operation, session * tasksPerSession);
  return tasks.filter(({ createdMs }) => createdMs <= estate.nowMs);
}

function jobTasks(estate: Estate, session: number, row: SessionRow): SimulatedTask[] {
  if (row.source < 0) return [];
  const job = jobAt(itemAt(estate.jobs, row.source), row.createdMs);
  const affected = affectedPlaces(estate, row.run);
  // A retry handles only what failed before.
  const places = row.attempt > 0 ? affected : job.workloads.map((_, place) => place);
  const span = Math.min(row.endedMs, row.createdMs + 86_400_000) - row.createdMs;
  const slots = Math.max(usualMostWorkloads, job.workloads.length);
  return places.map((place) => {
    const chance = chanceFrom(
      estate.options.seed,
      textHash('task'),
      row.source,
      row.createdMs,
      place,
    );
    const createdMs = row.createdMs + Math.floor(span * (0.02 + 0.4 * (place / slots)));
    return {
      number: session * tasksPerSession + place,
      type: 'Backup' as const,
      scan: null,
      session,
      job: row.source,
      place,
      name: itemAt(job.workloads, place),
      isSkipped: isSkipped(job, place, row.createdMs) && !affected.includes(place),
      result: taskResult(row, affected.includes(place)),
      isCanceled: row.isCanceled && affected.includes(place),
      createdMs,
      endedMs: createdMs + Math.floor(span * (0.3 + 0.25 * fraction(chance))),
    };
  });
}

/** The session and the place a task's number is made of. */
export function partsOf(number: number): { readonly session: number; readonly place: number } {
  return { session: Math.floor(number / tasksPerSession), place: number % tasksPerSession };
}

/** A task by its number; null when that session has no such task. */
export function taskAt(estate: Estate, number: number): SimulatedTask | null {
  const { session } = partsOf(number);
  if (session >= estate.visibleEnd || session < estate.firstVisible) return null;
  return tasksOf(estate, session).find((task) => task.number === number) ?? null;
}

function taskResult({ result, isCanceled }: SessionRow, isAffected: boolean): number {
  if (!isAffected) return results.success;
  return isCanceled ? results.failed : result;
}
