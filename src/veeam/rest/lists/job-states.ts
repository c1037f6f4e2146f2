import { z } from 'zod';
import type { JobState } from '../../../domain/job.ts';
import {
  id,
  optionalCount,
  optionalReference,
  optionalText,
  optionalTime,
  text,
} from '../schema/fields.ts';
import { optionalInstant, rowReader } from '../translate/rows.ts';
import type { Zone } from '../translate/zone.ts';
import type { ListSource } from './list-source.ts';

// VBR 13.0.1 was seen to report absurd counts; no job holds more objects than this.
const mostObjects = 1_000_000;

/** A row of /jobs/states. 1.3-rev0 writes status and workload in lower case, which is kept. */
const jobStateSchema = z.object({
  id,
  name: text,
  type: text,
  status: text,
  lastResult: text,
  workload: optionalText,
  lastRun: optionalTime,
  nextRun: optionalTime,
  repositoryId: optionalReference,
  repositoryName: optionalText,
  objectsCount: optionalCount,
  sessionId: optionalReference,
});

/** One row per job: the cheapest health source. */
export const jobStates: ListSource<JobState> = {
  path: '/api/v1/jobs/states',
  toRows: rowReader(jobStateSchema, toJobState),
  orderColumn: 'Name',
};

function toJobState(row: z.output<typeof jobStateSchema>, zone: Zone): JobState {
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
    objectsCount: (row.objectsCount ?? 0) > mostObjects ? null : row.objectsCount,
    lastSessionId: row.sessionId,
  };
}
