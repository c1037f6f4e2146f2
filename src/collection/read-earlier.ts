import type { CursorName } from '../ports/collection-store.ts';
import { type BackwardReading, readBackwards } from './read-backwards.ts';
import type { SourceContext } from './source.ts';
import type { Tally } from './tally.ts';

/** A list whose first reading began at an instant that is kept under a name of its own. */
interface EarlierReading<Row extends { readonly id: string }>
  extends Pick<BackwardReading<Row>, 'noun' | 'pages' | 'keep'> {
  readonly earlier: CursorName;
}

/**
 * Once the history that is wanted reaches further back than the first pass did, what lies between is read, some of it in
 * every pass. Nothing where the first pass has not begun.
 */
export async function readEarlier<Row extends { readonly id: string }>(
  context: SourceContext,
  tally: Tally,
  { earlier, ...reading }: EarlierReading<Row>,
): Promise<void> {
  const { sessionsPerPass: rowsPerPass } = context.settings;
  const from = await context.store.cursor(context.vbrServerId, earlier);
  if (from === null) return;
  await readBackwards(context, tally, { ...reading, cursor: earlier, from, rowsPerPass });
}
