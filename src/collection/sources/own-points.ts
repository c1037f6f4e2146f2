import { readEach } from '../one-of-many.ts';
import type { SourceContext } from '../source.ts';
import type { Tally } from '../tally.ts';

/**
 * Where no file tells whether restore points are still there, as with file shares, the list of the backup's own points does.
 * `readIds`: the backups whose files were asked for in this pass.
 */
export async function settleOwnPoints(
  context: SourceContext,
  tally: Tally,
  readIds: readonly string[],
): Promise<void> {
  if (readIds.length === 0) return;
  await readEach(context, tally, {
    source: 'backup-files',
    noun: 'lists-of-own-points',
    items: await context.store.backupsWithPointsOutsideFiles(context.vbrServerId, readIds),
    idOf: (backupId) => backupId,
    read: (backupId) => settlePoints(context, tally, backupId),
  });
}

async function settlePoints(
  { source, store, vbrServerId, clock, signal }: SourceContext,
  tally: Tally,
  backupId: string,
): Promise<void> {
  const presentIds: string[] = [];
  tally.add('backups-read-by-points', 1);
  for await (const page of source.pointsOfBackup(backupId)) {
    signal.throwIfAborted();
    // A row that cannot be read may be any of them; the points are counted where they are kept.
    if (page.rejected.length > 0) return;
    presentIds.push(...page.rows.map(({ id }) => id));
  }
  const settled = await store.settlePointsOfBackup(vbrServerId, backupId, presentIds, clock.now());
  tally.kept('restore-points', settled);
}
