import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { type Draft, dotted, type Path, setValue, sourceOf, valueAt } from './draft.ts';
import type { SettingsProblem } from './problem.ts';
import { entryInVariable } from './short-form.ts';

/** What one setting alone does not show: doubled names, two kinds of trust, files that are not there. */
export async function checkTogether(
  draft: Draft,
  home: string,
): Promise<readonly SettingsProblem[]> {
  const listed = valueAt(draft.tree, ['servers']);
  const servers = Array.isArray(listed) ? [...listed.keys()] : [];
  const seen = new Map<string, number>();
  const problems = servers.flatMap((index) => [
    ...sameEntry(draft, index, seen),
    ...twoKindsOfTrust(draft, index),
  ]);
  const authorities: Path[] = servers.map((index) => ['servers', index, 'caFile']);
  for (const path of [...authorities, ['database', 'caFile']]) {
    problems.push(...(await unreadableAuthority(draft, path, home)));
  }
  return problems;
}

function sameEntry(
  draft: Draft,
  index: number,
  seen: Map<string, number>,
): readonly SettingsProblem[] {
  const path = ['servers', index, 'entry'];
  const name = entryInVariable(String(valueAt(draft.tree, path) ?? 'main'));
  const earlier = seen.get(name);
  if (earlier === undefined) {
    seen.set(name, index);
    return [];
  }
  const wrong = `reads like the name of servers.${earlier}`;
  const expected = 'choose names that differ in more than case and punctuation';
  return [{ path: dotted(path), wrong, expected, place: placeOf(draft, index, 'entry') }];
}

function twoKindsOfTrust(draft: Draft, index: number): readonly SettingsProblem[] {
  const server = valueAt(draft.tree, ['servers', index]);
  const both = ['fingerprint', 'caFile'].every((key) => valueAt(server, [key]) !== undefined);
  if (!both) return [];
  const path = dotted(['servers', index, 'caFile']);
  const place = placeOf(draft, index, 'caFile');
  return [{ path, wrong: 'stands beside a fingerprint', expected: 'keep one of the two', place }];
}

/** Also makes a relative path absolute, seen from the home. */
async function unreadableAuthority(
  draft: Draft,
  path: Path,
  home: string,
): Promise<readonly SettingsProblem[]> {
  const named = valueAt(draft.tree, path);
  if (typeof named !== 'string' || named === '') return [];
  const file = isAbsolute(named) ? named : join(home, named);
  const source = sourceOf(draft, path);
  if (source !== null) setValue(draft, path, file, source);
  try {
    await access(file, constants.R_OK);
    return [];
  } catch {
    const place = source?.place ?? null;
    const expected = 'name the PEM file of the certificate authority';
    return [{ path: dotted(path), wrong: 'names a file that cannot be read', expected, place }];
  }
}

function placeOf(draft: Draft, index: number, key: string): string | null {
  return sourceOf(draft, ['servers', index, key])?.place ?? null;
}
