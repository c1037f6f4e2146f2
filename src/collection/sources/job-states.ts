import type { JobState } from '../../domain/job.ts';
import { latestById } from '../latest-by-id.ts';
import type { Source } from '../source.ts';

/**
 * The jobs VBR lists now, with their last results. They are kept at once, since only the whole list tells which
 * jobs are gone; a list with a row that could not be read tells it of none.
 */
export const jobStates: Source = {
  name: 'job-states',
  async collect({ source, store, vbrServerId, asOf, signal }, tally) {
    const rows: JobState[] = [];
    for await (const page of source.jobStates()) {
      signal.throwIfAborted();
      tally.page(page);
      rows.push(...page.rows);
    }
    const isComplete = tally.figures().rowsRejected === 0;
    tally.kept('jobs', await store.keepJobStates(vbrServerId, latestById(rows), isComplete, asOf));
  },
};
