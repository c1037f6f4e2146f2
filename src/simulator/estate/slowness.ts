import type { SimulatedJob } from './job.ts';
import { dayMs } from './zone-clock.ts';

const doublingDays = 25;
const mostSlowness = 4;

/** How many times its usual length a run takes: above one only in jobs that slowly get slower. */
export function slownessAt({ behaviour }: Pick<SimulatedJob, 'behaviour'>, atMs: number): number {
  if (behaviour.name !== 'slowing' || atMs <= behaviour.sinceMs) return 1;
  return Math.min(mostSlowness, 1 + (atMs - behaviour.sinceMs) / (doublingDays * dayMs));
}
