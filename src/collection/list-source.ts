import type { ListedRows, WholeListKind } from '../ports/listed-rows.ts';
import { latestById } from './latest-by-id.ts';
import type { Source } from './source.ts';

/**
 * A source that is a list read whole. It is kept at once, since only the whole list tells which rows are gone; a list
 * with a row that could not be read tells it of none.
 */
export function listSource(kind: WholeListKind): Source {
  return {
    name: kind,
    async collect({ source, store, vbrServerId, asOf, signal }, tally) {
      const rows: ListedRows[typeof kind][] = [];
      for await (const page of source.list(kind)) {
        signal.throwIfAborted();
        tally.page(page);
        rows.push(...page.rows);
      }
      const isComplete = tally.figures().rowsRejected === 0;
      const kept = await store.keepListed(vbrServerId, kind, latestById(rows), isComplete, asOf);
      tally.kept(kind, kept);
    },
  };
}
