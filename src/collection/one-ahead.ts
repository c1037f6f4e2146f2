/** The same pages, the next one being fetched while the last one is kept: never more than two in memory. */
export async function* oneAhead<Row>(pages: AsyncIterable<Row>): AsyncGenerator<Row> {
  const iterator = pages[Symbol.asyncIterator]();
  let next = iterator.next();
  try {
    for (;;) {
      const page = await next;
      if (page.done) return;
      next = iterator.next();
      // Its failure is met when it is awaited; until then it must not count as unhandled.
      next.catch(() => {});
      yield page.value;
    }
  } finally {
    // Not awaited: a fetch that hangs must not hold up whoever has stopped reading.
    iterator.return?.().catch(() => {});
  }
}
