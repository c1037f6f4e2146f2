import { describe, expect, test } from 'vitest';
import type { JournalLevel, JournalRow } from '../ports/journal.ts';
import { createRowBatches } from './row-batches.ts';

function row(message: string, level: JournalLevel = 'info'): JournalRow {
  const at = new Date(0);
  return {
    at,
    level,
    kind: 'action',
    component: 'c',
    passId: null,
    vbrServerId: null,
    message,
    data: {},
  };
}

function harness() {
  const told: string[] = [];
  const batches: string[][] = [];
  let isUp = true;
  const sink = {
    append: async (rows: readonly JournalRow[]) => {
      if (!isUp) throw new Error('down');
      batches.push(rows.map(({ message }) => message));
    },
  };
  const events = {
    failed: () => void told.push('failed'),
    dropped: (rows: number) => void told.push(`dropped ${rows}`),
  };
  const setUp = (up: boolean) => {
    isUp = up;
  };
  return { told, batches, sink, events, setUp };
}

describe('row batches', () => {
  test('hand over at most 500 rows at a time, in order and each once', async () => {
    const { batches, sink, events } = harness();
    const waiting = createRowBatches(sink, events);
    for (let index = 0; index < 1234; index += 1) waiting.add(row(String(index)));
    await Promise.all([waiting.flush(), waiting.flush()]);
    expect(batches.map(({ length }) => length)).toEqual([500, 500, 234]);
    expect(batches.flat()).toEqual(Array.from({ length: 1234 }, (_, index) => String(index)));
  });

  test('send by themselves when 500 wait', async () => {
    const { batches, sink, events } = harness();
    const waiting = createRowBatches(sink, events);
    for (let index = 0; index < 500; index += 1) waiting.add(row('r'));
    await new Promise(setImmediate);
    expect(batches.map(({ length }) => length)).toEqual([500]);
  });

  test('wait for a database that is attached later', async () => {
    const { batches, sink, events } = harness();
    const waiting = createRowBatches(null, events);
    waiting.add(row('early'));
    await waiting.flush();
    waiting.attach(sink);
    await waiting.flush();
    expect(batches).toEqual([['early']]);
  });

  test('tell an outage once, keep the rows, and write them when the database is back', async () => {
    const { told, batches, sink, events, setUp } = harness();
    const waiting = createRowBatches(sink, events);
    setUp(false);
    for (const message of ['a', 'b']) {
      waiting.add(row(message));
      await waiting.flush();
    }
    expect(told).toEqual(['failed']);
    setUp(true);
    await waiting.flush();
    expect(batches).toEqual([['a', 'b']]);
    setUp(false);
    waiting.add(row('c'));
    await waiting.flush();
    expect(told).toEqual(['failed', 'failed']);
  });

  test('keep 10,000 rows, drop the least level first and tell how many', async () => {
    const { told, batches, sink, events } = harness();
    const waiting = createRowBatches(null, events);
    for (let index = 0; index < 9_990; index += 1) waiting.add(row('action'));
    for (let index = 0; index < 20; index += 1) waiting.add(row('figure', 'debug'));
    waiting.add(row('error', 'error'));
    waiting.attach(sink);
    await waiting.flush();
    const kept = batches.flat();
    expect(kept).toHaveLength(10_000);
    expect(kept.filter((message) => message === 'figure')).toHaveLength(9);
    expect(kept).toContain('error');
    expect(told).toEqual(['dropped 11']);
  });
});
