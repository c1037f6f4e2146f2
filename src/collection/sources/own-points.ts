import type { RestorePoint } from '../../domain/backup.ts';
import { latestById } from '../latest-by-id.ts';
import { readEach } from '../one-of-many.ts';
import type { SourceContext } from '../source.ts';
import type { Tally } from '../tally.ts';

/** A younger file may be of a point that was made since the list of points was read: the next pass reads it. */
const settledMs = 3_600_000;

/**
 * Where no file tells whether restore points are still there, as with file shares, the list of the backup's own points does. It also
 * holds a point that its file names and no list of points showed, because it came later than any overlap reaches, as a copy of an
 * old point may. `readIds`: the backups whose files were asked for in this pass.
 */
export async function settleOwnPoints(
  context: SourceContext,
  tally: Tally,
  readIds: readonly string[],
): Promise<void> {
  if (readIds.length === 0) return;
  const { store, vbrServerId } = context;
  const { at } = await context.serverNow();
  const settledBefore = new Date(at.getTime() - settledMs);
  const late = new Set(await store.backupsWithUnknownPoints(vbrServerId, readIds, settledBefore));
  const outside = await store.backupsWithPointsOutsideFiles(vbrServerId, readIds);
  await readEach(context, tally, {
    source: 'backup-files',
    noun: 'lists-of-own-points',
    items: [...new Set([...outside, ...late])],
    idOf: (backupId) => backupId,
    read: (backupId) => settlePoints(context, tally, backupId, late.has(backupId)),
  });
}

async function settlePoints(
  { source, store, vbrServerId, clock, signal }: SourceContext,
  tally: Tally,
  backupId: string,
  holdsUnknown: boolean,
): Promise<void> {
  const points: RestorePoint[] = [];
  tally.add('backups-read-by-points', 1);
  for await (const page of source.pointsOfBackup(backupId)) {
    signal.throwIfAborted();
    // A row that cannot be read may be any of them; the points are counted where they are kept.
    if (page.rejected.length > 0) return;
    points.push(...page.rows);
  }
  const present = latestById(points);
  if (holdsUnknown) {
    const rows = { rows: present, cursor: null };
    tally.kept('restore-points', await store.keepRestorePoints(vbrServerId, rows));
  }
  const presentIds = present.map(({ id }) => id);
  const settled = await store.settlePointsOfBackup(vbrServerId, backupId, presentIds, clock.now());
  tally.kept('restore-points', settled);
}
