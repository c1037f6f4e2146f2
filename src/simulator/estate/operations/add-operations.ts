import type { Estate } from '../estate.ts';
import { addIncidents } from '../malware/add-incidents.ts';
import { operationsAfterAttack } from './after-attack.ts';
import { drawnRestores } from './draw-restores.ts';
import { type Operation, sourceOfOperation } from './operation.ts';
import { plantedRestores } from './planted-restores.ts';
import { verificationJobsOf } from './verification-jobs.ts';
import { drawnVerifications } from './verifications.ts';

/** Adds the incidents, restores and verifications that begin after `fromMs` and up to `toMs`, with their sessions. */
export function addOperations(estate: Estate, fromMs: number, toMs: number): void {
  const isFirst = fromMs === estate.startMs;
  if (isFirst) estate.operations.verificationJobs.push(...verificationJobsOf(estate));
  addIncidents(estate, fromMs, toMs);
  const found = [
    ...drawnRestores(estate, fromMs, toMs),
    ...drawnVerifications(estate, fromMs, toMs),
    ...(isFirst ? [...plantedRestores(estate), ...operationsAfterAttack(estate)] : []),
  ];
  for (const operation of found) append(estate, operation);
}

function append({ operations, sessions }: Estate, operation: Operation): void {
  const source = sourceOfOperation(operations.rows.length);
  operations.rows.push(operation);
  operations.sessionOf.push(-1);
  const { createdMs, endedMs, result, isCanceled } = operation;
  sessions.append({ createdMs, endedMs, result, isCanceled, source, run: -1, attempt: 0 });
}
