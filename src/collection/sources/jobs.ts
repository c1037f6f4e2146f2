import { isFault } from '../../domain/errors.ts';
import { readJobsOneByOne } from '../jobs-one-by-one.ts';
import { latestById } from '../latest-by-id.ts';
import type { Source, SourceContext } from '../source.ts';
import type { Tally } from '../tally.ts';

/** The jobs' definitions, for their rules and schedules. One job that VBR cannot show makes it refuse the whole list. */
export const jobs: Source = {
  name: 'jobs',
  async collect(context, tally) {
    const read = new Set<string>();
    try {
      await readList(context, tally, read);
    } catch (error) {
      if (!isFault(error, 'server-answer-unreadable')) throw error;
      await readJobsOneByOne(context, tally, read, error);
    }
  },
};

async function readList(context: SourceContext, tally: Tally, read: Set<string>): Promise<void> {
  const { source, store, vbrServerId, asOf, signal } = context;
  for await (const page of source.jobDefinitions()) {
    signal.throwIfAborted();
    tally.page(page);
    const rows = latestById(page.rows);
    tally.kept('job-definitions', await store.keepJobDefinitions(vbrServerId, rows, asOf));
    for (const { id } of rows) read.add(id);
  }
}
