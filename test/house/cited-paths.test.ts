import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from './planted-checkout.ts';

const rooted =
  /`((?:src|test|docs|migrations|knowledge|scripts|bench|evaluation|deploy|bin)\/[^`\s*{}<>]+)`/g;
const linked = /\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)/g;

it('every path cited in the documents exists', async () => {
  const cited = await citations();
  expect(cited.length).toBeGreaterThan(10);
  expect(cited.filter(({ path }) => !existsSync(path))).toEqual([]);
});

async function citations(): Promise<{ page: string; path: string }[]> {
  const pages = ['README.md'];
  for (const name of await readdir(join(projectRoot, 'docs'))) pages.push(join('docs', name));
  const found: { page: string; path: string }[] = [];
  for (const page of pages.filter((name) => name.endsWith('.md'))) {
    const text = await readFile(join(projectRoot, page), 'utf8');
    for (const [, path = ''] of text.matchAll(rooted)) {
      found.push({ page, path: join(projectRoot, path) });
    }
    for (const [, path = ''] of text.matchAll(linked)) {
      found.push({ page, path: join(projectRoot, page, '..', path) });
    }
  }
  return found;
}
