import type { Page } from '../ports/vbr-source.ts';
import { latestById } from './latest-by-id.ts';
import { oneAhead } from './one-ahead.ts';

/** Writing so many rows at once costs the database a quarter less than page by page; more gain nothing and take memory. */
const rowsAtOnce = 2000;

/**
 * The pages of a list joined into batches, each row of a batch once; the next batch is fetched while one is kept.
 * What came before a list broke off is a batch too: then the failure follows.
 */
export function pageBatches<Row extends { readonly id: string }>(
  pages: AsyncIterable<Page<Row>>,
): AsyncGenerator<Page<Row>> {
  return oneAhead(joined(pages));
}

async function* joined<Row extends { readonly id: string }>(
  pages: AsyncIterable<Page<Row>>,
): AsyncGenerator<Page<Row>> {
  let rows: Row[] = [];
  let rejected: Page<Row>['rejected'] = [];
  try {
    for await (const page of pages) {
      rows.push(...page.rows);
      rejected = [...rejected, ...page.rejected];
      if (rows.length < rowsAtOnce) continue;
      const full = { rows: latestById(rows), rejected };
      rows = [];
      rejected = [];
      yield full;
    }
  } catch (error) {
    yield* rest(rows, rejected);
    throw error;
  }
  yield* rest(rows, rejected);
}

function* rest<Row extends { readonly id: string }>(
  rows: readonly Row[],
  rejected: Page<Row>['rejected'],
): Generator<Page<Row>> {
  if (rows.length > 0 || rejected.length > 0) yield { rows: latestById(rows), rejected };
}
