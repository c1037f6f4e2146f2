import { parseEnv } from 'node:util';
import { Fault } from '../domain/errors.ts';

/** Name → value; null takes the variable out. */
export type EnvironmentChanges = Readonly<Record<string, string | null>>;

/** An assignment with its whole value, which in quotes may span lines. */
const assignment =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.]*)[ \t]*=[ \t]*(?:'[^']*'|"[^"]*"|`[^`]*`|[^\r\n]*)[^\r\n]*(?:\r?\n|$)/gm;

/** The text of a .env with changed values: each name once, comments and other lines untouched. */
export function changedEnvironmentText(text: string, changes: EnvironmentChanges): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const written = new Set<string>();
  const line = (name: string, value: string) => `${name}=${quoted(name, value)}${lineEnd}`;
  const replaced = text.replace(assignment, (whole: string, name: string) => {
    if (!Object.hasOwn(changes, name)) return whole;
    const value = changes[name];
    if (value === null || value === undefined || written.has(name)) return '';
    written.add(name);
    return line(name, value);
  });
  const added = Object.entries(changes).flatMap(([name, value]) =>
    value === null || written.has(name) ? [] : [line(name, value)],
  );
  const gap = replaced === '' || replaced.endsWith('\n') || added.length === 0 ? '' : lineEnd;
  return checked(`${replaced}${gap}${added.join('')}`, changes);
}

/** The format knows no escapes: the value goes into the first kind of quotes that it does not hold itself. */
function quoted(name: string, value: string): string {
  if (/^[\w.:/@%+,-]+$/.test(value)) return value;
  for (const quote of ["'", '`', '"']) {
    const text = `${quote}${value}${quote}`;
    if (!value.includes(quote) && parseEnv(`${name}=${text}`)[name] === value) return text;
  }
  throw unwritable(name);
}

function checked(text: string, changes: EnvironmentChanges): string {
  const values = parseEnv(text);
  for (const [name, value] of Object.entries(changes)) {
    if ((values[name] ?? null) !== value) throw unwritable(name);
  }
  return text;
}

function unwritable(name: string): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: `The value of ${name} cannot be written to .env`,
    means: 'no kind of quotes can hold it; nothing was written',
    next: `put it into a file of its own and name that file in ${name}_FILE`,
  });
}
