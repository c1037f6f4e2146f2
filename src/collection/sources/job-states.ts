import { Fault } from '../../domain/errors.ts';
import type { JobState } from '../../domain/job.ts';
import { latestById } from '../latest-by-id.ts';
import type { Source, SourceContext } from '../source.ts';

/** Fewer jobs than these may all have been made anew by hand. */
const fewestTelling = 3;

/**
 * The jobs VBR lists now, with their last results. They are kept at once, since only the whole list tells which
 * jobs are gone; a list with a row that could not be read tells it of none.
 */
export const jobStates: Source = {
  name: 'job-states',
  async collect(context, tally) {
    const { source, store, vbrServerId, asOf, signal } = context;
    const rows: JobState[] = [];
    for await (const page of source.jobStates()) {
      signal.throwIfAborted();
      tally.page(page);
      rows.push(...page.rows);
    }
    const isComplete = tally.figures().rowsRejected === 0;
    if (isComplete) await refuseOtherInstallation(context, rows);
    tally.kept('jobs', await store.keepJobStates(vbrServerId, latestById(rows), isComplete, asOf));
  },
};

/** A server that knows none of the jobs it had is another one, set up anew under the same address. */
async function refuseOtherInstallation(
  { store, vbrServerId }: SourceContext,
  rows: readonly JobState[],
): Promise<void> {
  const known = await store.listedJobs(vbrServerId);
  const listed = new Set(rows.map(({ id }) => id));
  if (listed.size === 0 || known.length < fewestTelling) return;
  if (known.some((id) => listed.has(id))) return;
  throw new Fault({
    code: 'server-replaced',
    happened: `of the ${known.length} jobs that this server had, none is among the ${listed.size} that it lists now`,
    means:
      'VBR was installed anew under the same address, and what it tells must not be mixed with what was kept',
    next: 'give the new installation an entry of its own in the settings',
  });
}
