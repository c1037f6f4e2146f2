import { codes, createColumn, instants, numbers } from './column.ts';
import { itemAt } from './item-at.ts';

/** VBR's result words, by the code the tables hold. */
export const resultWords = ['None', 'Success', 'Warning', 'Failed'] as const;
export const results = { none: 0, success: 1, warning: 2, failed: 3 } as const;

/** One session as generated. */
export interface SessionRow {
  readonly createdMs: number;
  /** When it ends or will end; infinite for the session that never does. */
  readonly endedMs: number;
  /** Index of its job, or minus one minus the index of its side kind. */
  readonly source: number;
  /** Index of its run; −1 when it belongs to none. */
  readonly run: number;
  /** 0 for the first attempt. */
  readonly attempt: number;
  readonly result: number;
  readonly isCanceled: boolean;
}

/** Every session, in order of creation; what is created after the estate's now is not yet visible. */
export interface SessionTable {
  readonly length: () => number;
  readonly append: (row: SessionRow) => void;
  readonly row: (index: number) => SessionRow;
  readonly createdMs: (index: number) => number;
  readonly endedMs: (index: number) => number;
  readonly source: (index: number) => number;
  readonly run: (index: number) => number;
  readonly attempt: (index: number) => number;
  readonly result: (index: number) => number;
  readonly sortFrom: (start: number) => void;
  /** How many were created at or before the instant. */
  readonly countUntil: (instantMs: number) => number;
}

/** An empty table. */
export function createSessionTable(): SessionTable {
  const createdMs = createColumn(instants);
  const endedMs = createColumn(instants);
  const source = createColumn(numbers);
  const run = createColumn(numbers);
  const attempt = createColumn(codes);
  const result = createColumn(codes);
  const canceled = createColumn(codes);
  const columns = [createdMs, endedMs, source, run, attempt, result, canceled];
  let length = 0;
  return {
    length: () => length,
    append: (row) => {
      createdMs.push(row.createdMs);
      endedMs.push(row.endedMs);
      source.push(row.source);
      run.push(row.run);
      attempt.push(row.attempt);
      result.push(row.result);
      canceled.push(row.isCanceled ? 1 : 0);
      length += 1;
    },
    row: (index) => ({
      createdMs: createdMs.get(index),
      endedMs: endedMs.get(index),
      source: source.get(index),
      run: run.get(index),
      attempt: attempt.get(index),
      result: result.get(index),
      isCanceled: canceled.get(index) === 1,
    }),
    createdMs: createdMs.get,
    endedMs: endedMs.get,
    source: source.get,
    run: run.get,
    attempt: attempt.get,
    result: result.get,
    sortFrom: (start) => {
      const order = orderByCreation(createdMs.get, start, length);
      for (const column of columns) column.rearrange(start, order);
    },
    countUntil: (instantMs) => countUntil(createdMs.get, length, instantMs),
  };
}

function orderByCreation(created: (index: number) => number, start: number, end: number) {
  const keys = new Float64Array(end - start);
  const order = new Uint32Array(end - start);
  for (let place = 0; place < order.length; place += 1) {
    keys[place] = created(start + place);
    order[place] = place;
  }
  order.sort((left, right) => itemAt(keys, left) - itemAt(keys, right) || left - right);
  for (let place = 0; place < order.length; place += 1) order[place] = itemAt(order, place) + start;
  return order;
}

function countUntil(created: (index: number) => number, length: number, instantMs: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (created(middle) <= instantMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
