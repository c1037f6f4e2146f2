import type { SourceName } from '../domain/source-state.ts';
import type { CursoredBatch, CursorName, Kept } from '../ports/collection-store.ts';
import type { CreationWindow, Page } from '../ports/vbr-source.ts';
import { creationWindow, cursorAfter, isSetBack, type Reach } from './creation-window.ts';
import { pageBatches } from './page-batches.ts';
import type { ServerNow } from './server-now.ts';
import type { SourceContext } from './source.ts';
import type { Tally } from './tally.ts';

/** A list that is read from where the last pass came to. */
export interface CursorReading<Row extends { readonly id: string }> {
  readonly cursor: SourceName;
  /** What its rows are called in counts and progress. */
  readonly noun: string;
  readonly reach: (cursor: Date | null, now: ServerNow) => Reach | Promise<Reach>;
  readonly pages: (window: CreationWindow) => AsyncIterable<Page<Row>>;
  /** The instant that the window and the cursor speak of. */
  readonly instantOf: (row: Row) => Date;
  readonly keep: (batch: CursoredBatch<Row>) => Promise<Kept>;
  /** How far the cursor may come; null leaves it alone, absent means the server's present instant. */
  readonly limit?: Date | null;
  /** Where the first reading began is kept under this name, so that earlier rows can be read once they are wanted. */
  readonly earlier?: CursorName;
  /** `isOverlap` as in ReadWindow. */
  readonly onPage?: (rows: readonly Row[], isOverlap: boolean) => void;
}

/** What was read, and whether it is the part that an earlier pass had read already and what came since. */
export interface ReadWindow extends CreationWindow {
  readonly isOverlap: boolean;
}

/**
 * A page and its cursor are kept together, so that a kill loses and repeats nothing. After the server's clock was set back
 * the whole history is read once, and only then the cursor goes back to where the rows end.
 */
export async function readFromCursor<Row extends { readonly id: string }>(
  context: SourceContext,
  tally: Tally,
  reading: CursorReading<Row>,
): Promise<ReadWindow> {
  const { store, vbrServerId, signal, progress } = context;
  const now = await context.serverNow();
  const before = await store.cursor(vbrServerId, reading.cursor);
  const window = creationWindow(before, now, await reading.reach(before, now));
  const limit = reading.limit === undefined ? now.at : reading.limit;
  const wasSetBack = isSetBack(before, now);
  const isOverlap = before !== null && !wasSetBack;
  let reached: Date | null = null;
  for await (const page of pageBatches(reading.pages(window))) {
    signal.throwIfAborted();
    tally.page(page);
    const { rows } = page;
    reading.onPage?.(rows, isOverlap);
    if (!isOverlap) await rememberBeginning(context, reading.earlier, window.createdAfter);
    const cursor = limit === null ? null : cursorAfter(rows.map(reading.instantOf), before, limit);
    tally.kept(reading.noun, await reading.keep({ rows, cursor }));
    reached = cursor ?? reached;
    const done = tally.figures().rowsSeen;
    progress({ step: 'collect', done, text: `reading ${reading.noun}: ${done}` });
  }
  if (wasSetBack) {
    await store.moveCursorBack(vbrServerId, reading.cursor, reached ?? limit ?? now.at);
  }
  return { ...window, isOverlap };
}

/** Before the first row is kept: a kill between the two leaves no cursor, so that the whole is read again. */
async function rememberBeginning(
  { store, vbrServerId }: SourceContext,
  earlier: CursorName | undefined,
  begins: Date,
): Promise<void> {
  if (earlier !== undefined) await store.moveCursorBack(vbrServerId, earlier, begins);
}
