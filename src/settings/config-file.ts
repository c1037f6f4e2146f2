import { join } from 'node:path';
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { type Draft, dotted, type Path } from './draft.ts';
import type { SettingsProblem } from './problem.ts';
import { readText } from './read-text.ts';

export const configFileName = 'dr365.config.yaml';

interface ConfigFile {
  readonly draft: Draft;
  /** Null when there is no such file. */
  readonly file: string | null;
  readonly problems: readonly SettingsProblem[];
}

/** Reads <home>/dr365.config.yaml as a whole; every value keeps the line it stands on. */
export async function readConfigFile(home: string): Promise<ConfigFile> {
  const file = join(home, configFileName);
  const read = await readText(file);
  if (read.kind === 'absent') return { draft: emptyDraft(), file: null, problems: [] };
  if (read.kind === 'unreadable') {
    const { wrong, expected } = read;
    const problem = { path: configFileName, wrong, expected, place: file };
    return { draft: emptyDraft(), file, problems: [problem] };
  }
  return { ...parseConfigText(read.text), file };
}

/** The text of a settings file → values with their lines, and what cannot be read. */
export function parseConfigText(text: string): Omit<ConfigFile, 'file'> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = document.errors.map((error): SettingsProblem => {
    return problemAt(unquoted(error.message), lines.linePos(error.pos[0]));
  });
  if (problems.length > 0) return { draft: emptyDraft(), problems };
  try {
    return draftOf(document.contents, document.toJS({ maxAliasCount: 100 }), lines);
  } catch (error) {
    // An alias without its anchor, or aliases built to explode.
    const wrong = error instanceof Error ? unquoted(error.message) : 'cannot be read';
    return { draft: emptyDraft(), problems: [problemAt(wrong, { line: 1, col: 1 })] };
  }
}

function draftOf(
  contents: Node | null,
  tree: unknown,
  lines: LineCounter,
): Omit<ConfigFile, 'file'> {
  const draft = emptyDraft();
  if (tree === null || tree === undefined) return { draft, problems: [] };
  if (!isMap(contents) || typeof tree !== 'object') {
    return { draft, problems: [problemAt('is not a list of settings', { line: 1, col: 1 })] };
  }
  Object.assign(draft.tree, tree);
  noteSources(contents, [], draft, lines);
  return { draft, problems: [] };
}

function noteSources(node: unknown, path: Path, draft: Draft, lines: LineCounter): void {
  for (const { name, at, value } of children(node)) {
    noteLine([...path, name], at, draft, lines);
    noteSources(value, [...path, name], draft, lines);
  }
}

interface Child {
  readonly name: string | number;
  /** The node whose line is told: the key where there is one. */
  readonly at: unknown;
  readonly value: unknown;
}

function children(node: unknown): readonly Child[] {
  if (isSeq(node)) return node.items.map((value, name) => ({ name, at: value, value }));
  if (!isMap(node)) return [];
  return node.items.map(({ key, value }) =>
    isScalar(key)
      ? { name: String(key.value), at: key, value }
      : { name: String(key), at: value, value },
  );
}

function noteLine(path: Path, node: unknown, draft: Draft, lines: LineCounter): void {
  const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : null;
  const line = lines.linePos(range?.[0] ?? 0).line;
  draft.sources.set(dotted(path), { origin: 'file', place: `${configFileName} line ${line}` });
}

function problemAt(
  wrong: string,
  at: { readonly line: number; readonly col: number },
): SettingsProblem {
  return {
    path: configFileName,
    wrong,
    expected: 'expected YAML: one setting a line, sections indented by spaces',
    place: `${configFileName} line ${at.line}, column ${at.col}`,
  };
}

/** The parser ends some messages with a piece of the text, which may be a password. */
function unquoted(message: string): string {
  return message.split(': ')[0] ?? message;
}

function emptyDraft(): Draft {
  return { tree: {}, sources: new Map() };
}
