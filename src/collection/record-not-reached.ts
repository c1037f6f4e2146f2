import { type SourceName, shellSourceNames } from '../domain/source-state.ts';
import type { Clock } from '../ports/clock.ts';
import type { CollectionStore } from '../ports/collection-store.ts';
import { reasonOf } from './fault-reach.ts';
import { sources } from './sources/index.ts';

/** Records every source of a known server as failed, so that what was kept before shows its age. */
export async function recordNotReached(
  { store, clock }: { readonly store: CollectionStore; readonly clock: Clock },
  vbrServerId: number,
  passId: string,
  error: unknown,
  withShell = false,
): Promise<void> {
  const names: SourceName[] = sources.map(({ name }) => name);
  for (const source of withShell ? [...names, ...shellSourceNames] : names) {
    await store.recordSource(vbrServerId, passId, {
      source,
      availability: 'failed',
      reason: reasonOf(error),
      rowsSeen: 0,
      rowsRejected: 0,
      checkedAt: clock.now(),
    });
  }
}
