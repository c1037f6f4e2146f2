import { capacitySample } from '../capacity-sample.ts';
import { latestById } from '../latest-by-id.ts';
import type { Source } from '../source.ts';

/** How full the repositories are: VBR keeps no history of it, so every pass takes a sample of each. */
export const repositoryStates: Source = {
  name: 'repository-states',
  async collect({ source, store, vbrServerId, asOf, signal }, tally) {
    for await (const page of source.repositoryStates()) {
      signal.throwIfAborted();
      tally.page(page);
      const rows = latestById(page.rows);
      const samples = rows.map((row) => capacitySample(row, asOf));
      const kept = await store.keepRepositoryStates(vbrServerId, rows, samples, asOf);
      tally.kept('repository-states', kept);
      tally.add('capacity-samples', samples.length);
    }
  },
};
