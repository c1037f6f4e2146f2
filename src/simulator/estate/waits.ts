import { type Chance, chanceFrom, fraction, textHash } from './chance.ts';
import type { Estate } from './estate.ts';
import type { SimulatedJob } from './job.ts';
import type { SimulatedRecord } from './log-records.ts';
import type { SimulatedTask } from './simulated-task.ts';

const ordinaryShare = 0.04;

/** The log of a task with the wait for a slot in it, where it waited: such a record lasts as long as the wait. */
export function withWait(
  { options, nowMs }: Estate,
  job: SimulatedJob,
  task: SimulatedTask,
  records: readonly SimulatedRecord[],
): SimulatedRecord[] {
  const [first, ...rest] = records;
  if (first === undefined) return [];
  const chance = chanceFrom(options.seed, textHash('wait'), task.number);
  const share = waitShare(job, chance);
  const untilMs = task.createdMs + Math.floor((task.endedMs - task.createdMs) * share);
  if (share === 0 || untilMs > nowMs) return [...records];
  const wait = {
    status: 'Succeeded' as const,
    atMs: task.createdMs,
    untilMs,
    title: `Resource not ready: ${fraction(chance) < 0.6 ? job.targetName : 'backup proxy'}`,
    description: '',
  };
  return [first, wait, ...rest];
}

// Of the task's own length, so that the wait always fits into it.
function waitShare(job: SimulatedJob, chance: Chance): number {
  if (job.behaviour.name === 'waiting') return 0.25 + 0.3 * fraction(chance);
  return fraction(chance) < ordinaryShare ? 0.02 + 0.1 * fraction(chance) : 0;
}
