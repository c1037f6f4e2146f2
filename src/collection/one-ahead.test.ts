import { describe, expect, it } from 'vitest';
import { oneAhead } from './one-ahead.ts';

/** Notes when a page is asked for; the page of the given number fails. */
function pagesOf(count: number, failsAt = Number.POSITIVE_INFINITY) {
  const asked: number[] = [];
  async function* read() {
    for (let page = 1; page <= count; page += 1) {
      asked.push(page);
      if (page === failsAt) throw new Error(`page ${page}`);
      yield page;
    }
  }
  return { asked, pages: oneAhead(read()) };
}

describe('reading one page ahead', () => {
  it('asks for the next page while one is worked on, and not for the one after it', async () => {
    const { asked, pages } = pagesOf(4);
    const askedWhileWorking: number[][] = [];
    for await (const _page of pages) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      askedWhileWorking.push([...asked]);
    }
    expect(askedWhileWorking).toEqual([
      [1, 2],
      [1, 2, 3],
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ]);
  });

  it('gives every page before the failure of a later one', async () => {
    const { pages } = pagesOf(4, 3);
    const seen: number[] = [];
    const reading = async () => {
      for await (const page of pages) seen.push(page);
    };
    await expect(reading()).rejects.toThrow('page 3');
    expect(seen).toEqual([1, 2]);
  });

  it('leaves a failure that nobody waits for unheard', async () => {
    const { asked, pages } = pagesOf(4, 2);
    for await (const _page of pages) break;
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(asked).toEqual([1, 2]);
  });
});
