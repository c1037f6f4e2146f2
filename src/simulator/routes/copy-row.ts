import type { Revision } from '../../domain/vbr-server.ts';
import type { Estate } from '../estate/estate.ts';
import type { SimulatedJob } from '../estate/job.ts';
import { jobTypeIn } from '../estate/names-by-revision.ts';
import { retentionRow } from './retention-row.ts';

/** What is a copy's own in its definition: the job it copies from and where to. */
export function copyRow({ jobs }: Estate, job: SimulatedJob, revision: Revision) {
  const source = jobs[job.sourceJob ?? -1];
  const sources =
    source === undefined
      ? []
      : [{ id: source.id, name: source.name, type: jobTypeIn(source, revision) }];
  return {
    mode: 'Periodic',
    sourceObjects: { includes: { jobs: sources } },
    target: { backupRepositoryId: job.targetId, ...retentionRow(job, revision) },
  };
}
