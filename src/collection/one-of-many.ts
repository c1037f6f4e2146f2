import type { SourceName } from '../domain/source-state.ts';
import { eachAtMost } from './each-at-most.ts';
import { concernsOneRow } from './fault-reach.ts';
import type { SourceContext } from './source.ts';
import type { Tally } from './tally.ts';

const atOnce = 4;
/** So many that fail in one pass are no matter of single ones any more. */
const mostFailures = 20;

/** A backlog of things that are read one by one. */
interface ManyReads<Item> {
  readonly source: SourceName;
  readonly noun: string;
  readonly items: readonly Item[];
  readonly idOf: (item: Item) => string;
  readonly read: (item: Item) => Promise<void>;
}

/** Reads each; one that fails is left for a later pass. Returns how many failed. */
export async function readEach<Item>(
  { source, signal, journal, progress }: SourceContext,
  tally: Tally,
  reads: ManyReads<Item>,
): Promise<number> {
  let done = 0;
  let failed = 0;
  await eachAtMost(atOnce, reads.items, signal, async (item) => {
    try {
      await reads.read(item);
    } catch (error) {
      failed += 1;
      if (failed > mostFailures || !(await concernsOneRow(error, source))) throw error;
      journal.error('collection', error, { source: reads.source, id: reads.idOf(item) });
      tally.add(`${reads.noun}-failed`, 1);
    }
    done += 1;
    const total = reads.items.length;
    progress({ step: 'collect', done, total, text: `reading ${reads.noun}` });
  });
  return failed;
}
