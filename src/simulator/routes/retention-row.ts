import type { Revision } from '../../domain/vbr-server.ts';
import type { SimulatedJob } from '../estate/job.ts';
import { wordIn } from '../estate/names-by-revision.ts';
import { retentionOf } from '../estate/retention.ts';

/** What a job's definition says of how long its points are kept. */
export function retentionRow(job: SimulatedJob, revision: Revision) {
  const { type, quantity, longTerm } = retentionOf(job);
  return {
    retentionPolicy: { type, quantity },
    gfsPolicy:
      longTerm === null
        ? { isEnabled: false }
        : {
            isEnabled: true,
            weekly: {
              isEnabled: true,
              keepForNumberOfWeeks: longTerm.weeks,
              desiredTime: wordIn('Saturday', revision),
            },
            monthly: {
              isEnabled: true,
              keepForNumberOfMonths: longTerm.months,
              desiredTime: 'First',
            },
            yearly: { isEnabled: false },
          },
  };
}
