import { z } from 'zod';
import { closestName } from './closest-name.ts';
import { type Draft, dotted, type Path, sourceOf, valueAt } from './draft.ts';
import type { SettingsProblem } from './problem.ts';
import { settingsSchema } from './settings.ts';
import { shortFormVariables } from './short-form.ts';

type Issue = z.core.$ZodIssue;
type SchemaNode = z.core.JSONSchema._JSONSchema | undefined;

const words: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a section',
};

/** What the schema says → what is wrong with which setting, and where it stands. Values are never repeated. */
export function schemaProblems(issues: readonly Issue[], draft: Draft): readonly SettingsProblem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownSetting([...path, key], draft));
    }
    const [wrong, expected] = wording(issue, valueAt(draft.tree, path), path);
    return [{ path: dotted(path), wrong, expected, place: sourceOf(draft, path)?.place ?? null }];
  });
}

function wording(issue: Issue, value: unknown, path: Path): readonly [string, string] {
  switch (issue.code) {
    case 'invalid_type':
      if (value === undefined) return ['is missing', expectedOfMissing(issue.expected, path)];
      return ['is of the wrong kind', `expected ${words[issue.expected] ?? issue.expected}`];
    case 'too_small':
      return bound(issue.origin, 'at least', 'more than', issue.minimum, issue.inclusive);
    case 'too_big':
      return bound(issue.origin, 'at most', 'less than', issue.maximum, issue.inclusive);
    case 'invalid_value':
      return [
        'is not one of the choices',
        `expected one of ${issue.values.map(String).join(', ')}`,
      ];
    case 'invalid_union':
      return issue.errors[0]?.[0] === undefined
        ? ['has none of the allowed forms', 'see docs/settings.md']
        : wording(issue.errors[0][0], value, path);
    default: {
      const [wrong = '', expected] = issue.message.split('; ');
      return expected === undefined ? ['is refused', wrong] : [wrong, expected];
    }
  }
}

function bound(
  origin: string,
  inclusive: string,
  exclusive: string,
  limit: number | bigint,
  isInclusive: boolean | undefined,
): readonly [string, string] {
  const allowed = `${isInclusive === false ? exclusive : inclusive} ${limit}`;
  if (origin === 'string') return ['has the wrong length', `expected ${allowed} characters`];
  if (origin === 'array') return ['has the wrong number of entries', `expected ${allowed}`];
  return ['is out of range', `expected ${allowed}`];
}

function expectedOfMissing(type: string, path: Path): string {
  const variable = shortFormVariables().find((each) => dotted(each.path) === dotted(path));
  if (path.at(-1) !== 'password') {
    const instead = variable === undefined ? '' : `, here or as ${variable.name}`;
    return `expected ${words[type] ?? type}${instead}`;
  }
  return `put it in .env as ${passwordVariable(path)}, or its file's path as ${passwordVariable(path)}_FILE`;
}

/** The variable that carries the secret at a path. */
export function passwordVariable(path: Path): string {
  if (path[0] === 'servers') return path[1] === 0 ? 'VEEAM_PASSWORD' : 'VEEAM_PASSWORD_<ENTRY>';
  return path[1] === 'roles' ? `DB_${String(path[2]).toUpperCase()}_PASSWORD` : 'DB_PASSWORD';
}

function unknownSetting(path: Path, draft: Draft): SettingsProblem {
  const siblings = knownKeys(path.slice(0, -1));
  const near = closestName(String(path.at(-1)), siblings);
  const expected =
    near === null
      ? `expected ${siblings.join(', ')}`
      : `did you mean ${dotted([...path.slice(0, -1), near])}?`;
  const place = sourceOf(draft, path)?.place ?? null;
  return { path: dotted(path), wrong: 'unknown setting', expected, place };
}

function knownKeys(section: Path): readonly string[] {
  let node: SchemaNode = z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' });
  for (const key of section) node = childOf(withChildren(node), key);
  const names = Object.keys(withChildren(node)?.properties ?? {});
  return names.filter((name) => name !== 'password');
}

function childOf(node: z.core.JSONSchema.BaseSchema | null, key: string | number): SchemaNode {
  if (typeof key === 'string') return node?.properties?.[key];
  return Array.isArray(node?.items) ? node.items[0] : node?.items;
}

/** A nullable section is a choice of forms; the one with children is meant. */
function withChildren(node: SchemaNode): z.core.JSONSchema.BaseSchema | null {
  if (node === undefined || typeof node === 'boolean') return null;
  if (node.properties !== undefined || node.items !== undefined) return node;
  for (const form of node.anyOf ?? []) {
    const found = withChildren(form);
    if (found !== null) return found;
  }
  return null;
}
