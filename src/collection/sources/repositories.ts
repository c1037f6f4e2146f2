import { latestById } from '../latest-by-id.ts';
import type { Source } from '../source.ts';

/** The repositories and extents there are. */
export const repositories: Source = {
  name: 'repositories',
  async collect({ source, store, vbrServerId, asOf, signal }, tally) {
    for await (const page of source.repositories()) {
      signal.throwIfAborted();
      tally.page(page);
      const kept = await store.keepRepositories(vbrServerId, latestById(page.rows), asOf);
      tally.kept('repositories', kept);
    }
  },
};
