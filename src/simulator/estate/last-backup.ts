import type { Estate } from './estate.ts';
import { results } from './session-table.ts';

/** When the newest backup of a job was made before an instant; null before its first. */
export function lastBackupBefore(estate: Estate, job: number, instantMs: number): number | null {
  const { sessions } = estate;
  for (let index = sessions.countUntil(instantMs) - 1; index >= estate.firstVisible; index -= 1) {
    if (sessions.source(index) !== job || sessions.endedMs(index) > instantMs) continue;
    const result = sessions.result(index);
    if (result === results.success || result === results.warning) return sessions.createdMs(index);
  }
  return null;
}
