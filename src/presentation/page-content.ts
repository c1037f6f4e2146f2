import type { Listed } from '../domain/health-answer.ts';

/** How much of a list is shown, and the cursor for what follows. */
export function pageContent(list: Listed<unknown>, rowsShown: number) {
  const omitted = Math.max(0, list.total - list.offset - rowsShown);
  return {
    total: list.total,
    skipped: list.offset > 0 ? list.offset : undefined,
    omitted: omitted > 0 ? omitted : undefined,
    nextCursor: omitted > 0 ? (list.cursorAfter(rowsShown) ?? undefined) : undefined,
  };
}

export type PageContent = ReturnType<typeof pageContent>;
