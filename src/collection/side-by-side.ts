/** Waits for all of them even when one throws, so that none goes on behind whoever is told of it; then the first error is thrown. */
export async function sideBySide<Result>(work: readonly Promise<Result>[]): Promise<Result[]> {
  const ended = await Promise.allSettled(work);
  return ended.map((each) => {
    if (each.status === 'rejected') throw each.reason;
    return each.value;
  });
}
