import type { Revision } from '../../domain/vbr-server.ts';
import type { Estate } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { isShownIn } from '../estate/names-by-revision.ts';
import { type Operation, sourceOfOperation } from '../estate/operations/operation.ts';
import { results } from '../estate/session-table.ts';

type RestoreStatus = 'success' | 'warning' | 'failed' | 'canceled' | 'running';

export interface RestoreTruth {
  readonly sessionId: string;
  readonly sessionType: string;
  readonly family: string;
  readonly workload: string;
  readonly jobId: string;
  readonly startedAt: string;
  /** Null while it lasts. */
  readonly endedAt: string | null;
  /** When the workload ran from its backup; only for instant ones that came so far. */
  readonly mountedAt: string | null;
  readonly status: RestoreStatus;
  /** Until the data was usable: to the mount of an instant restore, to the end of any other; null if it never was. */
  readonly seconds: number | null;
  readonly bytes: number;
}

/** The restores a server of this build shows at the estate's now, oldest first. */
export function restoresTruth(estate: Estate, build: Revision): RestoreTruth[] {
  return visibleOperations(estate, build)
    .filter(({ operation }) => operation.kind.tasks !== 'Antivirus' && isRestore(operation))
    .map(({ operation, session }) => restoreTruth(estate, operation, session));
}

/** The operations whose sessions a server of this build shows, in the order of their sessions. */
export function visibleOperations(estate: Estate, build: Revision) {
  const { rows, sessionOf } = estate.operations;
  return rows
    .map((operation, index) => ({ operation, index, session: itemAt(sessionOf, index) }))
    .filter(
      ({ session, index }) =>
        session >= estate.firstVisible &&
        session >= 0 &&
        isShownIn(estate, sourceOfOperation(index), build),
    )
    .sort((left, right) => left.session - right.session);
}

function isRestore({ kind }: Operation): boolean {
  const proofs = ['lab', 'content-scan', 'manual-scan', 'health-check'];
  return !proofs.includes(kind.family);
}

function restoreTruth(estate: Estate, operation: Operation, session: number): RestoreTruth {
  const { nowMs } = estate;
  const { createdMs, endedMs, mountedMs, bytes, kind } = operation;
  const job = itemAt(estate.jobs, operation.job);
  const mounted = mountedMs !== null && mountedMs <= nowMs ? mountedMs : null;
  const isOver = endedMs <= nowMs;
  return {
    sessionId: estate.identifiers.of('session', session),
    sessionType: kind.sessionType,
    family: kind.family,
    workload: itemAt(job.workloads, itemAt(operation.places, 0)),
    jobId: job.id,
    startedAt: isoText(createdMs),
    endedAt: isOver ? isoText(endedMs) : null,
    mountedAt: mounted === null ? null : isoText(mounted),
    status: statusOf(operation, isOver),
    seconds: secondsOf(operation, mounted, isOver),
    bytes,
  };
}

function statusOf({ result, isCanceled }: Operation, isOver: boolean): RestoreStatus {
  if (!isOver) return 'running';
  if (isCanceled) return 'canceled';
  if (result === results.failed) return 'failed';
  return result === results.warning ? 'warning' : 'success';
}

function secondsOf(operation: Operation, mountedMs: number | null, isOver: boolean) {
  const { kind, result, isCanceled, createdMs, endedMs } = operation;
  if (kind.family === 'instant') return mountedMs === null ? null : (mountedMs - createdMs) / 1000;
  const isDone = isOver && !isCanceled && result !== results.failed;
  return isDone ? (endedMs - createdMs) / 1000 : null;
}

function isoText(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
