import { type Answer, jsonAnswer } from './answer.ts';
import { wholeOf } from './query.ts';
import type { RequestContext } from './request-context.ts';

const defaultLimit = 200;

/** The part of a list a request asks for, no more than the server's cap. */
export function pageAnswer(
  { query, faults, pageCap }: RequestContext,
  total: number,
  rowAt: (place: number) => unknown,
): Answer {
  const skip = wholeOf(query, 'skip', 0, 0);
  const cap = faults.pageCap ?? pageCap ?? Number.MAX_SAFE_INTEGER;
  const limit = Math.min(wholeOf(query, 'limit', defaultLimit, 1), cap);
  const count = Math.max(0, Math.min(limit, total - skip));
  const data = Array.from({ length: count }, (_, place) => rowAt(skip + place));
  const asked = faults.nullPagination === true ? { skip: null, limit: null } : { skip, limit };
  return jsonAnswer({ data, pagination: { total, count, ...asked } });
}

/** A page of rows that are already there. */
export function pageOf<Row>(
  context: RequestContext,
  rows: readonly Row[],
  render: (row: Row) => unknown,
): Answer {
  return pageAnswer(context, rows.length, (place) => {
    const row = rows[place];
    return row === undefined ? null : render(row);
  });
}
