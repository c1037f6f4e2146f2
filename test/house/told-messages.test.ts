import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from './planted-checkout.ts';

const code = sourceTexts().join('\n');
const rows = troubleRows(readFileSync(join(projectRoot, 'docs', 'operations.md'), 'utf8'));

it('there is a table of what DR365 says when something is wrong', () => {
  expect(rows.length).toBeGreaterThan(10);
});

it.each(rows)('what the documents quote, "%s", is what the code says', (told) => {
  expect(piecesOf(told).filter((piece) => !code.includes(piece))).toEqual([]);
});

it('a message that the code does not say is noticed', () => {
  const planted =
    '| it says | do this |\n|---|---|\n| the moon is … full; has locked the account | wait |\n';
  const pieces = troubleRows(planted).flatMap(piecesOf);
  expect(pieces).toEqual(['the moon is', 'full', 'has locked the account']);
  expect(pieces.filter((piece) => !code.includes(piece))).toEqual(['the moon is']);
});

/** The first column of the table that begins with "it says". */
function troubleRows(text: string): readonly string[] {
  const [, table = ''] = text.split('| it says | do this |\n|---|---|\n');
  const [own = ''] = table.split('\n\n');
  return own.split('\n').flatMap((line) => line.split('|')[1]?.trim() || []);
}

/** What stands between the parts that differ from case to case; several messages of one row are told by semicolons. */
function piecesOf(told: string): readonly string[] {
  return told
    .replace(/ \([^)]*\)/g, '')
    .split(/[…;,]/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
}

function sourceTexts(): readonly string[] {
  const folder = join(projectRoot, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
