import type { Fault } from '../domain/errors.ts';
import { eachAtMost } from './each-at-most.ts';
import { concernsOneRow, reasonOf } from './fault-reach.ts';
import type { SourceContext } from './source.ts';
import type { Tally } from './tally.ts';

const atOnce = 4;
/** When so many fail and none is read, no single job is to blame. */
const mostFailures = 20;

/**
 * Reads the definitions of the listed jobs one by one, for servers whose whole list fails with `listFault`. Those that fail by
 * themselves are counted as rejected; when none can be read, the list's own failure stands.
 */
export async function readJobsOneByOne(
  context: SourceContext,
  tally: Tally,
  alreadyRead: ReadonlySet<string>,
  listFault: Fault,
): Promise<void> {
  const { store, vbrServerId, signal, journal } = context;
  const listed = await store.listedJobs(vbrServerId);
  const ids = listed.filter((id) => !alreadyRead.has(id));
  let read = 0;
  let failed = 0;
  await eachAtMost(atOnce, ids, signal, async (id) => {
    const outcome = await readJob(context, tally, id);
    if (outcome === 'read') read += 1;
    if (outcome === 'failed') failed += 1;
    if (read === 0 && failed >= mostFailures) throw listFault;
  });
  if (read === 0) throw listFault;
  journal.error('collection', listFault, { source: 'jobs', readOneByOne: read });
  tally.incomplete(
    `VBR refused the list of jobs, so each was asked for by itself: ${failed} of ${ids.length} could not be read.`,
  );
}

/** `none`: VBR has no definition of this job; `failed`: it cannot be read, and others may be. */
async function readJob(
  context: SourceContext,
  tally: Tally,
  id: string,
): Promise<'read' | 'none' | 'failed'> {
  const { source, store, vbrServerId, asOf } = context;
  try {
    const definition = await source.jobDefinition(id);
    if (definition === null) return 'none';
    tally.page({ rows: [definition], rejected: [] });
    const kept = await store.keepJobDefinitions(vbrServerId, [definition], asOf);
    tally.kept('job-definitions', kept);
    return 'read';
  } catch (error) {
    if (!(await concernsOneRow(error, source))) throw error;
    tally.page({ rows: [], rejected: [{ id, reason: reasonOf(error) }] });
    return 'failed';
  }
}
