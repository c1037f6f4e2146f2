import type { PageContent } from './page-content.ts';

/** How to get the rows that are not shown; empty when all are. */
export function pageLines({ total, skipped, omitted, nextCursor }: PageContent): string[] {
  if (omitted === undefined && skipped === undefined) return [];
  const before = skipped === undefined ? '' : `, ${skipped} on earlier pages`;
  const after = omitted === undefined ? '' : `, ${omitted} omitted here`;
  const cursor = nextCursor === undefined ? '' : `; nextCursor ${nextCursor}`;
  return [`Of ${total} rows${before}${after}${cursor}.`];
}
