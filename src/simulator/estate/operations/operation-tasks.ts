import { chanceFrom, fraction, textHash } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import { statusOfWorkload } from '../malware/status.ts';
import { results } from '../session-table.ts';
import type { SimulatedTask } from '../simulated-task.ts';
import type { Operation } from './operation.ts';
import { scanEngineOf, scanResultOf } from './scan-result.ts';

/** The tasks of an operation's session: one for each restored or scanned workload. */
export function operationTasks(
  estate: Estate,
  session: number,
  operation: Operation,
  firstNumber: number,
): SimulatedTask[] {
  const { kind, places, job } = operation;
  if (kind.tasks === null || job < 0) return [];
  const { workloads } = itemAt(estate.jobs, job);
  return places.map((place, turn) => ({
    number: firstNumber + place,
    session,
    job,
    place,
    name: itemAt(workloads, place),
    isSkipped: false,
    ...(kind.tasks === 'Antivirus' ? scanTask(estate, operation, turn) : restoreTask(operation)),
  }));
}

// The work on one machine is over once it runs from its backup; the session lasts until that ends.
function restoreTask({ createdMs, endedMs, mountedMs, result, isCanceled }: Operation) {
  return {
    type: 'Restore' as const,
    scan: null,
    result,
    isCanceled,
    createdMs: createdMs + 1_500,
    endedMs: mountedMs ?? endedMs,
  };
}

function scanTask(estate: Estate, operation: Operation, turn: number) {
  const { createdMs, places, salt, job } = operation;
  const place = itemAt(places, turn);
  const status = statusOfWorkload(estate, job, place, createdMs);
  const result = scanResultOf(salt, place, status);
  return {
    type: 'Antivirus' as const,
    scan: { ...scanEngineOf(salt), result },
    result: result === 'Clean' ? results.success : results.failed,
    isCanceled: result === 'Canceled',
    ...scanTimes(operation, turn),
  };
}

/** When one machine of a scan is looked at: three are looked at together, so most are done long before the session ends. */
export function scanTimes({ createdMs, endedMs, places, salt }: Operation, turn: number) {
  const spanMs = endedMs - createdMs;
  const chance = chanceFrom(salt, textHash('scan task'), itemAt(places, turn));
  const waves = Math.ceil(places.length / 3);
  const begin = (Math.floor(turn / 3) / waves) * spanMs + 900;
  const lasts = (spanMs / waves) * (0.3 + 0.6 * fraction(chance));
  return {
    createdMs: Math.floor(createdMs + begin),
    endedMs: Math.floor(createdMs + begin + lasts),
  };
}
