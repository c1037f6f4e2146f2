import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Page } from '../../../ports/vbr-source.ts';
import { mergeByCreation } from './merge-by-creation.ts';

interface Row {
  readonly createdAt: Date;
  readonly list: number;
}

async function* paged(times: readonly number[], list: number): AsyncGenerator<Page<Row>> {
  for (let start = 0; start < times.length; start += 3) {
    const rows = times.slice(start, start + 3).map((time) => ({ createdAt: new Date(time), list }));
    yield { rows, rejected: [{ id: `${list}-${start}`, reason: 'planted' }] };
  }
}

test('two ascending lists come out as one that ascends, with every row and every rejection', async () => {
  const times = fc
    .array(fc.nat(50), { maxLength: 20 })
    .map((list) => list.toSorted((a, b) => a - b));
  await fc.assert(
    fc.asyncProperty(times, times, async (first, second) => {
      const merged: number[] = [];
      let rejections = 0;
      for await (const { rows, rejected } of mergeByCreation([paged(first, 1), paged(second, 2)])) {
        merged.push(...rows.map(({ createdAt }) => createdAt.getTime()));
        rejections += rejected.length;
      }
      expect(merged).toEqual([...first, ...second].toSorted((a, b) => a - b));
      expect(rejections).toBe(Math.ceil(first.length / 3) + Math.ceil(second.length / 3));
    }),
  );
});

test('a failing list fails the merged one', async () => {
  async function* failing(): AsyncGenerator<Page<Row>> {
    yield { rows: [{ createdAt: new Date(1), list: 1 }], rejected: [] };
    throw new Error('planted');
  }
  const read = async (): Promise<void> => {
    for await (const page of mergeByCreation([failing(), paged([1, 2], 2)]))
      expect(page).toBeDefined();
  };
  await expect(read()).rejects.toThrow('planted');
});
