import type { Revision } from '../../domain/vbr-server.ts';
import type { Estate } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { statusOfWorkload } from '../estate/malware/status.ts';
import type { Operation } from '../estate/operations/operation.ts';
import { scanTimes } from '../estate/operations/operation-tasks.ts';
import { scanResultOf } from '../estate/operations/scan-result.ts';
import { resultWords } from '../estate/session-table.ts';
import { visibleOperations } from './restores.ts';

/** One proof of one workload: a scan's own verdict, or the verdict of a whole lab it was booted in. */
interface ProofTruth {
  readonly kind: 'content-scan' | 'manual-scan' | 'lab';
  readonly sessionId: string;
  /** When the whole session was over. */
  readonly endedAt: string;
  /** When the machine itself had been looked at; of a lab nothing tells it. */
  readonly testedAt: string | null;
  readonly result: string;
}

export interface WorkloadProofs {
  readonly workload: string;
  readonly jobId: string;
  /** Oldest first. */
  readonly proofs: readonly ProofTruth[];
}

/** The verification history of every workload that has any, of what is over at the estate's now. */
export function verificationTruth(estate: Estate, build: Revision): WorkloadProofs[] {
  const found = new Map<string, { workload: string; jobId: string; proofs: ProofTruth[] }>();
  for (const { operation, session } of visibleOperations(estate, build)) {
    if (operation.endedMs > estate.nowMs) continue;
    for (const { job, place, proof } of proofsOf(estate, operation, session)) {
      const { id, workloads } = itemAt(estate.jobs, job);
      const key = `${id} ${place}`;
      const known = found.get(key);
      if (known === undefined) {
        found.set(key, { workload: itemAt(workloads, place), jobId: id, proofs: [proof] });
      } else known.proofs.push(proof);
    }
  }
  return [...found.values()];
}

function proofsOf(estate: Estate, operation: Operation, session: number) {
  const { kind, endedMs, places, salt, createdMs, job } = operation;
  const sessionId = estate.identifiers.of('session', session);
  const endedAt = new Date(endedMs).toISOString();
  if (kind.family === 'lab') {
    const result = itemAt(resultWords, operation.result);
    const proof = { kind: kind.family, sessionId, endedAt, testedAt: null, result };
    return labWorkloads(estate, operation).map((workload) => ({ ...workload, proof }));
  }
  const { family } = kind;
  if (family !== 'content-scan' && family !== 'manual-scan') return [];
  return places.map((place, turn) => {
    const testedAt = new Date(scanTimes(operation, turn).endedMs).toISOString();
    const result = scanResultOf(salt, place, statusOfWorkload(estate, job, place, createdMs));
    return { job, place, proof: { kind: family, sessionId, endedAt, testedAt, result } };
  });
}

function labWorkloads({ operations, jobs }: Estate, { ownerId }: Operation) {
  const lab = operations.verificationJobs.find(({ id }) => id === ownerId);
  return (lab?.linkedJobs ?? []).flatMap((job) =>
    itemAt(jobs, job).workloads.map((_, place) => ({ job, place })),
  );
}
