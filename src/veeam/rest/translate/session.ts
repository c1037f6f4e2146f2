import type { Session } from '../../../domain/session.ts';
import type { SessionRow } from '../schema/session.ts';
import { toOutcome, toProgress } from './outcome.ts';
import { optionalInstant, requiredInstant } from './rows.ts';

/** A row of /sessions in our words; times without offset are local to `zone`. */
export function toSession(row: SessionRow, zone: string): Session {
  const createdAt = requiredInstant(row.creationTime, 'creationTime', zone);
  return {
    id: row.id,
    jobId: row.jobId,
    name: row.name,
    sessionType: row.sessionType,
    state: row.state,
    ...toOutcome(row.result),
    createdAt,
    endedAt: endAfter(createdAt, optionalInstant(row.endTime, zone)),
    usn: row.usn ?? null,
    parentSessionId: row.parentSessionId,
    relatedSessionId: row.relatedSessionId,
    originalSessionId: row.originalSessionId,
    retryNumber: row.retryInfo?.retryNumber ?? null,
    isRecheckRetry: row.retryInfo?.isRecheckRetry ?? false,
    algorithm: row.algorithm,
    initiatedBy: row.initiatedBy,
    progress: toProgress(row.progress),
  };
}

/** An end before the beginning is no end: clocks were set back, or the field holds a placeholder. */
export function endAfter(createdAt: Date, endedAt: Date | null): Date | null {
  return endedAt !== null && endedAt < createdAt ? null : endedAt;
}
