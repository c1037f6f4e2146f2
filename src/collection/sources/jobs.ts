import { latestById } from '../latest-by-id.ts';
import type { Source } from '../source.ts';

/** The jobs' definitions, for their retry rules and schedules. */
export const jobs: Source = {
  name: 'jobs',
  async collect({ source, store, vbrServerId, signal }, tally) {
    for await (const page of source.jobDefinitions()) {
      signal.throwIfAborted();
      tally.page(page);
      const kept = await store.keepJobDefinitions(vbrServerId, latestById(page.rows));
      tally.kept('job-definitions', kept);
    }
  },
};
