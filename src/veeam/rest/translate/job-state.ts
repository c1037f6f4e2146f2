import type { JobState } from '../../../domain/job.ts';
import type { JobStateRow } from '../schema/job-state.ts';
import { optionalInstant } from './rows.ts';

// VBR 13.0.1 was seen to report absurd counts; no job holds more objects than this.
const mostObjects = 1_000_000;

/** A row of /jobs/states in our words; the case of rev0's words is kept. */
export function toJobState(row: JobStateRow, zone: string): JobState {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    status: row.status,
    workload: row.workload,
    lastResult: row.lastResult,
    lastRunAt: optionalInstant(row.lastRun, zone),
    nextRunAt: optionalInstant(row.nextRun, zone),
    repositoryId: row.repositoryId,
    repositoryName: row.repositoryName,
    objectsCount: plausibleCount(row.objectsCount),
    lastSessionId: row.sessionId,
  };
}

function plausibleCount(count: number | null): number | null {
  return count !== null && Number.isInteger(count) && count <= mostObjects ? count : null;
}
