import type { FieldChange } from '../../../domain/changes-answer.ts';

type Definition = Readonly<Record<string, unknown>>;

/** Which fields of a job's definition are not what they were, by their paths; lists by what came and what went. */
export function definitionChanges(before: Definition, after: Definition): readonly FieldChange[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  const fields = [...new Set([...old.keys(), ...now.keys()])].sort();
  return fields.flatMap((field) => {
    const [one, other] = [old.get(field), now.get(field)];
    if (JSON.stringify(one) === JSON.stringify(other)) return [];
    return [{ field, ...(isList(one, other) ? listChange(one, other) : valueChange(one, other)) }];
  });
}

/** Nested fields by their paths, such as `schedule.daily.localTime`; lists are values. */
function fieldsOf(definition: Definition, prefix = ''): ReadonlyMap<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [key, value] of Object.entries(definition)) {
    const path = `${prefix}${key}`;
    if (isNested(value))
      for (const [inner, own] of fieldsOf(value, `${path}.`)) fields.set(inner, own);
    else if (value !== null && value !== undefined) fields.set(path, value);
  }
  return fields;
}

function isNested(value: unknown): value is Definition {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(one: unknown, other: unknown): boolean {
  return Array.isArray(one) || Array.isArray(other);
}

function listChange(one: unknown, other: unknown): Pick<FieldChange, 'before' | 'after'> {
  const [old, now] = [textsOf(one), textsOf(other)];
  const gone = old.filter((text) => !now.includes(text));
  const come = now.filter((text) => !old.includes(text));
  if (gone.length + come.length === 0) return { before: old.join(', '), after: now.join(', ') };
  return { before: joined('removed', gone), after: joined('added', come) };
}

function joined(word: string, texts: readonly string[]): string | null {
  return texts.length === 0 ? null : `${word} ${texts.join(', ')}`;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}

function valueChange(one: unknown, other: unknown): Pick<FieldChange, 'before' | 'after'> {
  return {
    before: one === undefined ? null : textOf(one),
    after: other === undefined ? null : textOf(other),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
