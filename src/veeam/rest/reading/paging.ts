import { Fault } from '../../../domain/errors.ts';
import { rowId } from '../translate/rows.ts';
import { createRecentKeys, type RecentKeys } from './recent-keys.ts';

/** One answer of a list, not parsed yet. */
export interface RawPage {
  readonly rows: readonly unknown[];
  /** Length of the whole list; null when not told. */
  readonly total: number | null;
}

interface PagingOptions {
  readonly fetchPage: (skip: number, limit: number) => Promise<RawPage>;
  readonly pageLimit: number;
  /** What is read, for people. */
  readonly name: string;
}

const mostOverlapRows = 20;
const overlapShare = 0.05;
const rememberedPages = 20;
const patienceRequests = 2;
const mostBounces = 3;

/** Where the reading of a list stands. */
interface Position {
  skip: number;
  requests: number;
  freshRows: number;
  /** Rows of the last page that was joined to those before, and how many of them are asked for again. */
  pageRows: number;
  overlap: number;
  stepBackRows: number;
  isSteppingBack: boolean;
  /** Times we had to step back since the last new row. */
  bounces: number;
  /** Requests that may still bring nothing new. */
  patience: number;
  lastPage: string;
  isDone: boolean;
}

const start: Position = {
  skip: 0,
  requests: 0,
  freshRows: 0,
  pageRows: 0,
  overlap: 0,
  stepBackRows: 0,
  isSteppingBack: false,
  bounces: 0,
  patience: patienceRequests,
  lastPage: '',
  isDone: false,
};

/**
 * Every row of a list that may change while it is read. Each page starts a few rows before the end of the last one:
 * when none of its rows was seen before, rows went away in front of us and we step back until we meet known ones;
 * rows that moved towards us are recognised by their id. A list that never ends is ended by a Fault.
 */
export async function* readPages(options: PagingOptions): AsyncGenerator<readonly unknown[]> {
  const seen = createRecentKeys(rememberedPages * options.pageLimit);
  const at: Position = { ...start };
  while (!at.isDone) {
    const page = await options.fetchPage(at.skip, options.pageLimit);
    at.requests += 1;
    const keys = page.rows.map(keyOf);
    const isRepeat = isRepeated(at, keys);
    const isBeyond = isBeyondKnown(at, keys, seen);
    const fresh = isBeyond ? [] : page.rows.filter((_row, index) => seen.add(keys[index] ?? ''));
    if (fresh.length > 0) yield fresh;
    if (isBeyond) stepBack(at, page);
    else stepForward(at, page, fresh.length);
    if (isRepeat || hasLostPatience(at, page)) throw endless(at, page, options.name);
  }
}

/** We asked for rows that we had seen, and none of them came. */
function isBeyondKnown(at: Position, keys: readonly string[], seen: RecentKeys): boolean {
  return at.skip > 0 && at.overlap > 0 && !keys.some(seen.has);
}

/** The same page again although we moved on. */
function isRepeated(at: Position, keys: readonly string[]): boolean {
  const thisPage = keys.join(' ');
  const isSame = at.skip > 0 && keys.length > 0 && thisPage === at.lastPage;
  at.lastPage = thisPage;
  return isSame;
}

function stepForward(at: Position, page: RawPage, freshRows: number): void {
  at.isDone = isLast(at, page, freshRows);
  const share = Math.ceil(page.rows.length * overlapShare);
  at.pageRows = page.rows.length;
  at.overlap = page.rows.length > 1 ? Math.min(mostOverlapRows, share) : 0;
  at.skip += page.rows.length - at.overlap;
  at.stepBackRows = Math.max(1, at.overlap);
  at.isSteppingBack = false;
  at.freshRows += freshRows;
  at.patience = freshRows > 0 ? patienceRequests : at.patience - 1;
  if (freshRows > 0) at.bounces = 0;
}

function isLast(at: Position, page: RawPage, freshRows: number): boolean {
  if (page.rows.length === 0) return true;
  if (page.total !== null) return at.skip + page.rows.length >= page.total;
  // Without a total only a page that brings nothing new is the last, unless we are on the way back to where we were.
  return freshRows === 0 && at.bounces === 0;
}

function stepBack(at: Position, page: RawPage): void {
  // We went back to known rows, came forward again, and there is nothing: this is the end.
  at.isDone = page.rows.length === 0 && at.bounces > 0 && !at.isSteppingBack;
  if (!at.isSteppingBack) at.bounces += 1;
  at.isSteppingBack = true;
  at.stepBackRows *= 2;
  at.skip = Math.max(0, at.skip - at.stepBackRows);
  // The way forward again leads over known rows.
  at.patience += 1 + Math.ceil(at.stepBackRows / at.pageRows);
  at.lastPage = '';
}

function hasLostPatience(at: Position, { total }: RawPage): boolean {
  if (at.isDone) return false;
  const mostRows = total === null ? 5_000_000 : 2 * total + 10_000;
  return at.patience <= 0 || at.bounces > mostBounces || at.freshRows > mostRows;
}

function endless(at: Position, { total }: RawPage, name: string): Fault {
  const promised = total === null ? '' : ` of ${total}`;
  return new Fault({
    code: 'server-answer-unreadable',
    happened: `the list ${name} repeats itself instead of ending`,
    means: `after ${at.requests} pages there is nothing beyond ${at.freshRows}${promised} rows, so the rest is unknown`,
    next: 'run again; if it lasts, look for a proxy that answers from a cache',
  });
}

function keyOf(row: unknown): string {
  return rowId(row) ?? JSON.stringify(row) ?? '';
}
