import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Playbook,
  type Playbooks,
  playbookFileSchema,
} from '../analysers/remediation/playbook.ts';
import { Fault } from '../domain/errors.ts';
import { readText } from './read-text.ts';

/** Reads every file of knowledge/playbooks; throws settings-invalid with every problem at once. */
export async function loadPlaybooks(knowledgeFolder: string): Promise<Playbooks> {
  const folder = join(knowledgeFolder, 'playbooks');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  if (names.length === 0) throw unusable(folder, ['no playbook is there']);
  const problems: string[] = [];
  const books: Playbook[] = [];
  for (const name of names.sort()) {
    const read = await booksIn(join(folder, name));
    problems.push(...read.problems.map((problem) => `${name}: ${problem}`));
    books.push(...read.books);
  }
  const byKind = new Map<string, Playbook>();
  const byCause = new Map<string, Playbook>();
  for (const book of books) {
    const [kept, key] =
      'kind' in book.for ? [byKind, book.for.kind] : [byCause, book.for.causeClass];
    if (kept.has(key)) problems.push(`${book.id}: another playbook is for ${key} already`);
    kept.set(key, book);
  }
  if (problems.length > 0) throw unusable(folder, problems);
  return { byKind, byCause };
}

async function booksIn(
  file: string,
): Promise<{ readonly books: readonly Playbook[]; readonly problems: readonly string[] }> {
  const read = await readText(file);
  if (read.kind !== 'text') return { books: [], problems: ['cannot be read'] };
  const parsed = playbookFileSchema.safeParse(jsonOf(read.text));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'it is no such file'}: ${message}`,
    );
    return { books: [], problems };
  }
  const { version, playbooks } = parsed.data;
  return { books: playbooks.map((playbook) => ({ ...playbook, version })), problems: [] };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unusable(folder: string, problems: readonly string[]): Fault {
  return new Fault({
    code: 'settings-invalid',
    happened: `The playbooks in ${folder} cannot be used`,
    means: problems.length === 1 ? (problems[0] ?? '') : `\n  ${problems.join('\n  ')}\n`,
    next: 'mend them, or install DR365 anew',
  });
}
