import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import { results } from '../session-table.ts';
import { workOf } from '../tasks.ts';
import type { SimulatedObject } from './backup.ts';

/** Whether the job's last run failed for this workload; a retry that left it out had no need of it. */
export function lastRunFailed(estate: Estate, { backup, place }: SimulatedObject): boolean {
  if (backup.origin !== 'job') return false;
  const session = itemAt(estate.lastSession, backup.job.index);
  if (session < 0 || estate.sessions.endedMs(session) > estate.nowMs) return false;
  const work = workOf(estate, session).find((task) => task.place === place);
  return work?.result === results.failed;
}
