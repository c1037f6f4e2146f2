import type { AnswerContext } from './answer-context.ts';
import type { PageStart } from './cursor.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { instantSince } from './since.ts';

export const healthScopes = ['estate', 'job', 'workload', 'groups', 'changes'] as const;
type HealthScope = (typeof healthScopes)[number];

/** The arguments of `get_health_status`, checked for shape. */
export interface HealthRequest {
  readonly server?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly detail?: 'summary' | 'full' | undefined;
  readonly scope?: HealthScope | undefined;
  readonly job?: string | undefined;
  readonly workload?: string | undefined;
  readonly since?: string | undefined;
}

/** What tells one page from another; `scope` keeps the cursors of different questions apart. */
export type PageRequest = Omit<HealthRequest, 'scope'> & { readonly scope?: string | undefined };

/** Rows a page holds unless more are asked for. */
const defaultRows = { summary: 5, full: 20 } as const;

/** Where the asked page begins, how long it may be, and the cursors of the pages after it. */
export interface PageAsked {
  readonly offset: number;
  readonly limit: number;
  readonly since: Date | null;
  readonly cursorAfter: (total: number) => (rowsShown: number) => string | null;
}

/** Reads cursor, limit and since; a cursor brings the `since` of its first page. */
export function pageAsked(
  context: AnswerContext,
  request: PageRequest,
  defaultSince: Date | null,
): PageAsked {
  const { scope, job, workload, server, since } = request;
  const asked = [scope, job, server, since, workload].map((argument) => argument ?? null);
  const question = ['health', ...asked];
  const start = startOf(context, request, question, defaultSince);
  return {
    ...start,
    limit: request.limit ?? defaultRows[request.detail ?? 'summary'],
    cursorAfter: (total) => (rowsShown) => {
      const offset = start.offset + rowsShown;
      return offset >= total ? null : encodeCursor(question, { offset, since: start.since });
    },
  };
}

function startOf(
  context: AnswerContext,
  { cursor, since }: PageRequest,
  question: unknown,
  defaultSince: Date | null,
): PageStart {
  if (cursor !== undefined) return decodeCursor(question, cursor);
  return {
    offset: 0,
    since: since === undefined ? defaultSince : instantSince(since, context.asOf),
  };
}
