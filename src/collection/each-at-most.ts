/**
 * Works on the items in order, at most `atOnce` at a time. The first error stops the taking of further items
 * and is thrown once the work under way has ended.
 */
export async function eachAtMost<Item>(
  atOnce: number,
  items: readonly Item[],
  signal: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const remaining = items.values();
  let hasFailed = false;
  const takeItems = async () => {
    for (const item of remaining) {
      signal.throwIfAborted();
      if (hasFailed) return;
      await work(item).catch((error: unknown) => {
        hasFailed = true;
        throw error;
      });
    }
  };
  const workers = await Promise.allSettled(Array.from({ length: atOnce }, takeItems));
  for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
}
