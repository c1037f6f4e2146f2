import type { Page, RejectedRow } from '../../../ports/vbr-source.ts';

interface Created {
  readonly createdAt: Date;
}

interface Source<Row> {
  readonly pages: AsyncIterator<Page<Row>>;
  waiting: Row[];
  isDone: boolean;
}

/** Several lists that each ascend by creation, as one that does: rows wait until no list can bring an older one. */
export async function* mergeByCreation<Row extends Created>(
  lists: readonly AsyncIterable<Page<Row>>[],
): AsyncGenerator<Page<Row>> {
  const sources = lists.map(
    (list): Source<Row> => ({ pages: list[Symbol.asyncIterator](), waiting: [], isDone: false }),
  );
  try {
    while (sources.some((source) => !source.isDone)) {
      const rejected = await refill(sources);
      const rows = takeReady(sources);
      if (rows.length > 0 || rejected.length > 0) yield { rows, rejected };
    }
  } finally {
    for (const source of sources) await source.pages.return?.();
  }
}

/** Reads on in every list that has nothing waiting. */
async function refill<Row>(sources: readonly Source<Row>[]): Promise<RejectedRow[]> {
  const rejected: RejectedRow[] = [];
  for (const source of sources) {
    while (!source.isDone && source.waiting.length === 0) {
      const next = await source.pages.next();
      if (next.done === true) source.isDone = true;
      else {
        source.waiting = [...next.value.rows];
        rejected.push(...next.value.rejected);
      }
    }
  }
  return rejected;
}

/** The waiting rows up to the newest instant that every unfinished list has reached, oldest first. */
function takeReady<Row extends Created>(sources: readonly Source<Row>[]): Row[] {
  let reachedMs = Number.POSITIVE_INFINITY;
  for (const { isDone, waiting } of sources) {
    const last = waiting.at(-1);
    if (!isDone && last !== undefined) reachedMs = Math.min(reachedMs, last.createdAt.getTime());
  }
  const ready: Row[] = [];
  for (const source of sources) {
    ready.push(...source.waiting.filter((row) => row.createdAt.getTime() <= reachedMs));
    source.waiting = source.waiting.filter((row) => row.createdAt.getTime() > reachedMs);
  }
  return ready.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
}
