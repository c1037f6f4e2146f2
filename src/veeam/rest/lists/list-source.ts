import { type Revision, revisions } from '../../../domain/vbr-server.ts';
import type { Page } from '../../../ports/vbr-source.ts';
import type { ListPath } from '../read-path.ts';
import { unsupported } from '../reading/answer.ts';
import { readPages } from '../reading/paging.ts';
import type { Reader } from '../reading/reader.ts';
import type { RowReader } from '../translate/rows.ts';
import type { Zone } from '../translate/zone.ts';

/** What every list of one server needs to be read. */
export interface ListParts {
  readonly reader: Reader;
  readonly zone: () => Promise<Zone>;
  readonly revision: Revision;
  /** Rows asked for in one request. */
  readonly pageLimit: number;
}

/** One list of VBR: where it is, in which order it is asked for, and how its rows read. */
export interface ListSource<Row> {
  readonly path: ListPath;
  readonly toRows: RowReader<Row>;
  /** Ascending by this column; without one the server's order is taken. */
  readonly orderColumn?: string;
  /** Array filters are repeated names. */
  readonly filters?: readonly Filter[];
  /** Small rows are asked for twice as many at a time. */
  readonly hasSmallRows?: true;
  /** `items`: the whole list comes in one answer. */
  readonly rowsName?: 'items';
  readonly tries?: number;
  /** The first revision that has it; an older one is not asked. */
  readonly since?: Revision;
}

export type Filter = readonly [name: string, value: string];

/** A list from its first page to its last, translated. */
export async function* readList<Row>(
  parts: ListParts,
  source: ListSource<Row>,
): AsyncGenerator<Page<Row>> {
  if (!isOffered(parts.revision, source)) throw unsupported(source.path);
  const zone = await parts.zone();
  for await (const rows of rawPages(parts, source)) yield source.toRows(rows, zone);
}

async function* rawPages<Row>(
  { reader, pageLimit }: ListParts,
  source: ListSource<Row>,
): AsyncGenerator<readonly unknown[]> {
  const { path, rowsName = 'data', tries, hasSmallRows = false } = source;
  const fetchPage = (paging: readonly Filter[]) => {
    const query = new URLSearchParams();
    for (const [name, value] of [...paging, ...fixedFilters(source)]) query.append(name, value);
    return reader.page(path, query, { rowsName, ...(tries === undefined ? {} : { tries }) });
  };
  if (rowsName === 'items') {
    yield (await fetchPage([])).rows;
    return;
  }
  yield* readPages({
    name: path,
    pageLimit: hasSmallRows ? 2 * pageLimit : pageLimit,
    fetchPage: (skip, limit) =>
      fetchPage([
        ['skip', String(skip)],
        ['limit', String(limit)],
      ]),
  });
}

function fixedFilters<Row>({ orderColumn, filters = [] }: ListSource<Row>): readonly Filter[] {
  if (orderColumn === undefined) return filters;
  return [['orderColumn', orderColumn], ['orderAsc', 'true'], ...filters];
}

function isOffered<Row>(revision: Revision, { since = '1.3-rev0' }: ListSource<Row>): boolean {
  return revisions.indexOf(since) >= revisions.indexOf(revision);
}
