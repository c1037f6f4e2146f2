import type { CursorName, Kept } from '../ports/collection-store.ts';
import type { CreationWindow, Page } from '../ports/vbr-source.ts';
import { historyStart } from './creation-window.ts';
import { pageBatches } from './page-batches.ts';
import type { SourceContext } from './source.ts';
import type { Tally } from './tally.ts';

/** A list that is read from an instant back to where the history begins, some of it in every pass. */
export interface BackwardReading<Row extends { readonly id: string }> {
  /** Up to where it has come, going back. */
  readonly cursor: CursorName;
  readonly noun: string;
  readonly from: Date;
  /** About so many rows end the reading for one pass. */
  readonly rowsPerPass: number;
  readonly pages: (slice: CreationWindow) => AsyncIterable<Page<Row>>;
  readonly keep: (rows: readonly Row[]) => Promise<Kept>;
}

const dayMs = 86_400_000;
const mostDaysAtOnce = 16;
/** Slices with fewer rows are made longer, so that a small estate is not asked for every day by itself. */
const fewRows = 2000;

/**
 * Goes back through what was created before an instant, from the newest days to the oldest. The cursor goes back with every
 * slice that is kept whole: a kill repeats one slice and loses nothing.
 */
export async function readBackwards<Row extends { readonly id: string }>(
  context: SourceContext,
  tally: Tally,
  reading: BackwardReading<Row>,
): Promise<void> {
  const { store, vbrServerId, settings } = context;
  const { cursor, noun, rowsPerPass } = reading;
  const start = historyStart(await context.serverNow(), settings);
  let reached = reading.from;
  let days = 1;
  let rows = 0;
  let expected = 0;
  while (reached > start && rows + expected <= rowsPerPass && rowsPerPass > 0) {
    const createdAfter = new Date(Math.max(start.getTime(), reached.getTime() - days * dayMs));
    const read = await readSlice(context, tally, reading, { createdAfter, createdBefore: reached });
    await store.moveCursorBack(vbrServerId, cursor, createdAfter);
    reached = createdAfter;
    rows += read;
    const isLonger = read < fewRows && days < mostDaysAtOnce;
    if (isLonger) days *= 2;
    expected = isLonger ? 2 * read : read;
  }
  const daysLeft = Math.max(0, Math.ceil((reached.getTime() - start.getTime()) / dayMs));
  tally.waiting(daysLeft);
  if (daysLeft > 0) tally.incomplete(restSentence(noun, reached, daysLeft, rowsPerPass));
}

async function readSlice<Row extends { readonly id: string }>(
  { signal, progress }: SourceContext,
  tally: Tally,
  { noun, pages, keep }: BackwardReading<Row>,
  slice: CreationWindow,
): Promise<number> {
  let read = 0;
  for await (const page of pageBatches(pages(slice))) {
    signal.throwIfAborted();
    tally.page(page);
    tally.kept(noun, await keep(page.rows));
    read += page.rows.length;
    const done = tally.figures().rowsSeen;
    progress({ step: 'collect', done, text: `reading ${noun} of earlier days: ${done}` });
  }
  return read;
}

function restSentence(noun: string, reached: Date, daysLeft: number, rowsPerPass: number): string {
  const date = reached.toISOString().slice(0, 'YYYY-MM-DD'.length);
  const named = `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;
  return `${named} before ${date} are still to be read: ${daysLeft} days; a pass reads about ${rowsPerPass} of them, newest first.`;
}
