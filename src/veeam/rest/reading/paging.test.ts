import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFault } from '../../../domain/errors.ts';
import { type RawPage, readPages } from './paging.ts';

interface Row {
  readonly id: string;
}

const rowsFrom = (first: number, count: number): Row[] =>
  Array.from({ length: count }, (_none, index) => ({ id: `row-${first + index}` }));

/** A list that may change before each request; counts the requests. */
function changingList(initial: readonly Row[], change: (list: Row[], request: number) => Row[]) {
  const state = { list: [...initial], requests: 0 };
  const fetchPage = async (skip: number, limit: number): Promise<RawPage> => {
    state.requests += 1;
    state.list = change(state.list, state.requests);
    return { rows: state.list.slice(skip, skip + limit), total: state.list.length };
  };
  return { state, fetchPage };
}

async function idsOf(pages: AsyncIterable<readonly unknown[]>): Promise<string[]> {
  const ids: string[] = [];
  for await (const rows of pages) ids.push(...rows.map((row) => idOf(row)));
  return ids;
}

function idOf(row: unknown): string {
  const isRow = typeof row === 'object' && row !== null && 'id' in row;
  return isRow ? String(row.id) : 'none';
}

test('a still list is read once, in order, with at most a tenth more requests than pages', async () => {
  const { state, fetchPage } = changingList(rowsFrom(0, 10_000), (list) => list);
  const ids = await idsOf(readPages({ fetchPage, pageLimit: 100, name: 'x' }));
  expect(ids).toEqual(rowsFrom(0, 10_000).map(({ id }) => id));
  expect(state.requests).toBeLessThanOrEqual(110);
});

test('an empty list and a list of one page need one request', async () => {
  for (const count of [0, 1, 100]) {
    const { state, fetchPage } = changingList(rowsFrom(0, count), (list) => list);
    expect(await idsOf(readPages({ fetchPage, pageLimit: 100, name: 'x' }))).toHaveLength(count);
    expect(state.requests).toBe(1);
  }
});

test('a server that gives fewer rows than asked for is read to the end', async () => {
  const list = rowsFrom(0, 1_000);
  const ids = await idsOf(
    readPages({
      fetchPage: async (skip) => ({ rows: list.slice(skip, skip + 70), total: list.length }),
      pageLimit: 1_000,
      name: 'x',
    }),
  );
  expect(ids).toHaveLength(1_000);
});

test('without a total the list is read until a page brings nothing new', async () => {
  const list = rowsFrom(0, 250);
  const ids = await idsOf(
    readPages({
      fetchPage: async (skip, limit) => ({ rows: list.slice(skip, skip + limit), total: null }),
      pageLimit: 100,
      name: 'x',
    }),
  );
  expect(ids).toHaveLength(250);
});

test('pages of one row are read to the end', async () => {
  const { fetchPage } = changingList(rowsFrom(0, 30), (list) => list);
  expect(await idsOf(readPages({ fetchPage, pageLimit: 1, name: 'x' }))).toHaveLength(30);
});

test('500 rows that vanish in front of the reader are noticed, and none behind them is missed', async () => {
  const { state, fetchPage } = changingList(rowsFrom(0, 2_000), (list, request) =>
    request === 4 ? list.slice(500) : list,
  );
  const ids = new Set(await idsOf(readPages({ fetchPage, pageLimit: 200, name: 'x' })));
  expect(rowsFrom(500, 1_500).filter(({ id }) => !ids.has(id))).toEqual([]);
  expect(state.requests).toBeLessThan(25);
});

test('500 rows that appear in front of the reader bring no duplicate and no endless reading', async () => {
  const { fetchPage } = changingList(rowsFrom(1_000, 2_000), (list, request) =>
    request === 4 ? [...rowsFrom(0, 500), ...list] : list,
  );
  const ids = await idsOf(readPages({ fetchPage, pageLimit: 400, name: 'x' }));
  expect(new Set(ids).size).toBe(ids.length);
  expect(rowsFrom(1_000, 2_000).filter(({ id }) => !ids.includes(id))).toEqual([]);
});

test('whatever vanishes or appears in front between requests, every row that stayed comes exactly once', async () => {
  const changes = fc.array(fc.record({ remove: fc.nat(90), insert: fc.nat(40) }), {
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(changes, fc.integer({ min: 50, max: 120 }), async (steps, pageLimit) => {
      let inserted = 0;
      const { state, fetchPage } = changingList(rowsFrom(0, 600), (list, request) => {
        const step = steps[request - 2];
        if (step === undefined) return list;
        const added = rowsFrom(100_000 + inserted, step.insert);
        inserted += step.insert;
        return [...added, ...list.slice(step.remove)];
      });
      const ids = await idsOf(readPages({ fetchPage, pageLimit, name: 'x' }));
      expect(new Set(ids).size).toBe(ids.length);
      const stayed = state.list.filter(({ id }) => Number(id.slice(4)) < 100_000);
      expect(stayed.filter(({ id }) => !ids.includes(id))).toEqual([]);
      expect(state.requests).toBeLessThan(120);
    }),
    { numRuns: 300 },
  );
});

test('duplicates within a page and rows without an id are kept once each', async () => {
  const rows = [{ id: 'a' }, { id: 'a' }, { name: 'no id' }, { id: 'b' }];
  const pages = readPages({
    fetchPage: async () => ({ rows, total: 4 }),
    pageLimit: 10,
    name: 'x',
  });
  expect(await idsOf(pages)).toEqual(['a', 'none', 'b']);
});

test('a server that repeats one page for ever is stopped after the second, which is named', async () => {
  let requests = 0;
  const pages = readPages({
    fetchPage: async () => {
      requests += 1;
      return { rows: rowsFrom(0, 100), total: 5_000 };
    },
    pageLimit: 100,
    name: '/api/v1/sessions',
  });
  const failure = await failureOf(idsOf(pages));
  expect(isFault(failure, 'server-answer-unreadable')).toBe(true);
  expect(failure.message).toContain('/api/v1/sessions repeats itself');
  expect(requests).toBe(2);
});

test('a server that shuffles the same rows for ever is stopped', async () => {
  let requests = 0;
  const pages = readPages({
    fetchPage: async (skip) => {
      requests += 1;
      return { rows: rowsFrom((skip * 7) % 30, 100), total: 1_000_000 };
    },
    pageLimit: 100,
    name: 'x',
  });
  expect(isFault(await failureOf(idsOf(pages)), 'server-answer-unreadable')).toBe(true);
  expect(requests).toBeLessThan(20);
});

test.each([1_000, null])(
  'a server that knows only its first page (total %s) is asked a few times, not for ever',
  async (total) => {
    let requests = 0;
    const pages = readPages({
      fetchPage: async (skip) => {
        requests += 1;
        return { rows: skip === 0 ? rowsFrom(0, 300) : [], total };
      },
      pageLimit: 1_000,
      name: 'x',
    });
    expect(await idsOf(pages)).toHaveLength(300);
    expect(requests).toBeLessThan(10);
  },
);

test('a list that is shorter than it promises ends with an empty page', async () => {
  let requests = 0;
  const pages = readPages({
    fetchPage: async (skip, limit) => {
      requests += 1;
      return { rows: rowsFrom(0, 300).slice(skip, skip + limit), total: 1_000 };
    },
    pageLimit: 100,
    name: 'x',
  });
  expect(await idsOf(pages)).toHaveLength(300);
  expect(requests).toBeLessThan(8);
});

async function failureOf(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}
