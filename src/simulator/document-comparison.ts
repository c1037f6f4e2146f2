import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Veeam's own documents are not part of the project: without them there is nothing to compare with.
const folder = join(import.meta.dirname, '../../../shared/reference/openapi');

/** Whether the documents lie beside the project. */
export const documentsAreHere = existsSync(join(folder, 'vbr-1.3-rev2.json'));

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
}

type Schemas = Readonly<Record<string, Schema>>;

/** The named shapes of a revision's document. */
export function schemasOf(revision: string): Schemas {
  return JSON.parse(readFileSync(join(folder, `vbr-${revision}.json`), 'utf8')).components.schemas;
}

/** What a value has that its shape does not name, and what it lacks. */
export function complaintsOf(
  schemas: Schemas,
  schema: Schema,
  value: unknown,
  at: string,
): string[] {
  const { properties, required, type, enum: words, items } = flattened(schemas, schema);
  // Optional values may be null in every real answer, whatever the documents say.
  if (value === null) return [];
  if (words !== undefined) {
    return words.includes(value) ? [] : [`${at} is ${JSON.stringify(value)}, not a listed word`];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, place) =>
      complaintsOf(schemas, items ?? {}, item, `${at}[${place}]`),
    );
  }
  if (typeof value !== 'object') return kindComplaints(type, value, at);
  if (type === 'array') return [`${at} is no list`];
  return [
    // rev0 requires of a file a field that it describes nowhere.
    ...(required ?? [])
      .filter((key) => key in (properties ?? {}) && !(key in value))
      .map((key) => `${at} lacks ${key}`),
    ...Object.entries(value).flatMap(([key, inner]) => {
      const known = properties?.[key];
      if (known === undefined) return [`${at}.${key} is named nowhere`];
      return complaintsOf(schemas, known, inner, `${at}.${key}`);
    }),
  ];
}

function kindComplaints(type: string | undefined, value: unknown, at: string): string[] {
  const isWhole = type !== 'integer' || Number.isInteger(value);
  const kind = type === 'integer' ? 'number' : type;
  const fits = kind === undefined || typeof value === kind;
  return fits && isWhole ? [] : [`${at} is ${JSON.stringify(value)}, not of type ${type}`];
}

function flattened(schemas: Schemas, schema: Schema): Schema {
  if (schema.$ref !== undefined) {
    const named = schemas[schema.$ref.split('/').at(-1) ?? ''];
    return flattened(schemas, named ?? {});
  }
  const parts = [schema, ...(schema.allOf ?? []).map((part) => flattened(schemas, part))];
  return {
    ...schema,
    required: parts.flatMap(({ required }) => required ?? []),
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
  };
}
