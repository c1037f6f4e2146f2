import { describe, expect, it } from 'vitest';
import type { Page } from '../ports/vbr-source.ts';
import { pageBatches } from './page-batches.ts';

interface Row {
  readonly id: string;
  readonly version: number;
}

async function* pagesOf(pages: readonly Page<Row>[], failAtEnd = false): AsyncGenerator<Page<Row>> {
  yield* pages;
  if (failAtEnd) throw new Error('the server went away');
}

const page = (from: number, count: number, version = 1): Page<Row> => ({
  rows: Array.from({ length: count }, (_, index) => ({ id: `r${from + index}`, version })),
  rejected: [{ id: `bad-${from}`, reason: 'unreadable' }],
});

async function all(pages: AsyncIterable<Page<Row>>): Promise<Page<Row>[]> {
  const batches: Page<Row>[] = [];
  for await (const batch of pages) batches.push(batch);
  return batches;
}

describe('batches of pages', () => {
  it('hold about two thousand rows in order, and every rejected row', async () => {
    const pages = [page(0, 900), page(900, 900), page(1800, 900), page(2700, 5)];
    const batches = await all(pageBatches(pagesOf(pages)));
    expect(batches.map(({ rows }) => rows.length)).toEqual([2700, 5]);
    expect(batches.map(({ rejected }) => rejected.length)).toEqual([3, 1]);
    expect(batches[0]?.rows.at(-1)?.id).toBe('r2699');
  });

  it('hold a row once that two pages repeat, as it came last', async () => {
    const batches = await all(pageBatches(pagesOf([page(0, 3), page(2, 2, 2)])));
    expect(batches).toHaveLength(1);
    expect(batches[0]?.rows.map(({ id, version }) => `${id} ${version}`)).toEqual([
      'r0 1',
      'r1 1',
      'r2 2',
      'r3 2',
    ]);
  });

  it('are none for a list without rows', async () => {
    expect(await all(pageBatches(pagesOf([{ rows: [], rejected: [] }])))).toEqual([]);
  });

  it('give what came before a list broke off, then the failure', async () => {
    const seen: number[] = [];
    const reading = async () => {
      for await (const { rows } of pageBatches(pagesOf([page(0, 2500), page(2500, 10)], true))) {
        seen.push(rows.length);
      }
    };
    await expect(reading()).rejects.toThrow('the server went away');
    expect(seen).toEqual([2500, 10]);
  });
});
