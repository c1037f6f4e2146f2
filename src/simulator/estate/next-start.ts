import type { Estate } from './estate.ts';
import { type SimulatedJob, startsByItself } from './job.ts';
import { startsBetween } from './schedule.ts';
import { dayMs } from './zone-clock.ts';

/** When a job's own schedule starts it next; null for one that waits for something else, or for nothing. */
export function nextStartMs({ clock, nowMs }: Estate, job: SimulatedJob): number | null {
  const isByClock = job.afterJob === null && job.schedule.isContinuous !== true;
  if (job.behaviour.name === 'disabled' || !startsByItself(job) || !isByClock) return null;
  return startsBetween(job.schedule, clock, nowMs, nowMs + 32 * dayMs)[0] ?? null;
}
