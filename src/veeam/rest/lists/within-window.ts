import type { CreationWindow, Page } from '../../../ports/vbr-source.ts';
import type { Filter } from './list-source.ts';

// Filters may cut to whole seconds or leave out their bound; the window is applied again to what comes.
const filterMarginMs = 1_000;

/** The filters of a window; times go out in UTC, which every revision reads alike. */
export function windowFilters(
  { createdAfter, createdBefore }: CreationWindow,
  after = 'createdAfterFilter',
  before = 'createdBeforeFilter',
): readonly Filter[] {
  return [
    [after, new Date(createdAfter.getTime() - filterMarginMs).toISOString()],
    [before, new Date(createdBefore.getTime() + filterMarginMs).toISOString()],
  ];
}

/** The rows whose time lies in the window, each page in ascending order. */
export async function* keepWithin<Row>(
  { createdAfter, createdBefore }: CreationWindow,
  pages: AsyncIterable<Page<Row>>,
  timeOf: (row: Row) => Date,
): AsyncGenerator<Page<Row>> {
  for await (const { rows, rejected } of pages) {
    const kept = rows.filter((row) => {
      const at = timeOf(row);
      return at >= createdAfter && at < createdBefore;
    });
    kept.sort((a, b) => timeOf(a).getTime() - timeOf(b).getTime());
    if (kept.length > 0 || rejected.length > 0) yield { rows: kept, rejected };
  }
}

/** Only the rows that pass; pages that have none left and rejected none are skipped. */
export async function* keepOnly<Row>(
  pages: AsyncIterable<Page<Row>>,
  isWanted: (row: Row) => boolean,
): AsyncGenerator<Page<Row>> {
  for await (const page of pages) {
    const rows = page.rows.filter(isWanted);
    if (rows.length > 0 || page.rejected.length > 0) yield { rows, rejected: page.rejected };
  }
}
