import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { isFault } from '../domain/errors.ts';
import { closestName } from './closest-name.ts';
import { type Draft, dotted, removeValue, setValue, valueAt } from './draft.ts';
import type { SettingsProblem } from './problem.ts';
import { readText } from './read-text.ts';
import type { Environment } from './resolve-home.ts';
import { parseServerAddress } from './server-address.ts';
import { entryVariables, shortFormVariables, type Variable } from './short-form.ts';

type VariableOrigin = '.env' | 'environment';

interface EnvironmentFile {
  readonly values: Environment;
  /** Null when there is no such file. */
  readonly file: string | null;
  readonly problems: readonly SettingsProblem[];
}

/** Reads <home>/.env. */
export async function readEnvironmentFile(home: string): Promise<EnvironmentFile> {
  const file = join(home, '.env');
  const read = await readText(file);
  if (read.kind === 'absent') return { values: {}, file: null, problems: [] };
  if (read.kind === 'text') return { values: parseEnv(read.text), file, problems: [] };
  const { wrong, expected } = read;
  return { values: {}, file, problems: [{ path: '.env', wrong, expected, place: file }] };
}

/** Lays a layer's variables over the draft and answers what is wrong with them. */
export function applyVariables(
  draft: Draft,
  values: Environment,
  origin: VariableOrigin,
): readonly SettingsProblem[] {
  const entries = listedEntries(draft);
  const known = [...shortFormVariables(), ...entryVariables(entries)];
  const problems = origin === '.env' ? unknownVariables(values, known) : [];
  for (const variable of known) {
    const text = values[variable.name];
    if (text === undefined || text === '') continue;
    problems.push(...applyVariable(draft, variable, text, origin, entries));
  }
  return problems;
}

function applyVariable(
  draft: Draft,
  variable: Variable,
  text: string,
  origin: VariableOrigin,
  entries: readonly string[],
): readonly SettingsProblem[] {
  const { name, path, insteadOf } = variable;
  const place = origin === '.env' ? `.env ${name}` : `environment ${name}`;
  const isShortForm = shortFormVariables().some((each) => each.name === name);
  if (isShortForm && path[0] === 'servers' && entries.length > 1) {
    const wrong = `is for one server, and the file lists ${entries.length}`;
    return [
      {
        path: name,
        wrong,
        expected: 'take it away; VEEAM_PASSWORD_<ENTRY> is for one entry',
        place,
      },
    ];
  }
  if (insteadOf !== undefined && valueAt(draft.tree, insteadOf) !== undefined) {
    if (draft.sources.get(dotted(insteadOf))?.origin === origin) {
      return [
        {
          path: name,
          wrong: 'is set beside its alternative',
          expected: 'keep one of the two',
          place,
        },
      ];
    }
    removeValue(draft, insteadOf);
  }
  const source = { origin, place };
  if (variable.kind === 'address') return applyAddress(draft, variable, text, source);
  setValue(draft, path, spelledValue(variable, text), source);
  return [];
}

function applyAddress(
  draft: Draft,
  { name, path }: Variable,
  text: string,
  source: { readonly origin: VariableOrigin; readonly place: string },
): readonly SettingsProblem[] {
  try {
    const { host, port } = parseServerAddress(text);
    setValue(draft, path, host, source);
    setValue(draft, [...path.slice(0, -1), 'port'], port, source);
    return [];
  } catch (error) {
    if (!isFault(error)) throw error;
    // Something must stand there, else the check would also call the host missing.
    setValue(draft, path, 'unreadable.invalid', source);
    return [{ path: name, wrong: error.means, expected: error.next, place: source.place }];
  }
}

/** Variables hold text: digits become the number they spell, and what spells none is left for the check to refuse. */
function spelledValue({ kind }: Variable, text: string): unknown {
  if (kind === 'number') return /^\d+$/.test(text.trim()) ? Number(text) : text;
  if (kind === 'fingerprints') return text.split(/[,;\s]+/).filter((each) => each !== '');
  return text;
}

function listedEntries(draft: Draft): readonly string[] {
  const servers = valueAt(draft.tree, ['servers']);
  if (!Array.isArray(servers)) return [];
  return servers.map((server: unknown) => {
    const entry = valueAt(server, ['entry']);
    return typeof entry === 'string' ? entry : 'main';
  });
}

function unknownVariables(values: Environment, known: readonly Variable[]): SettingsProblem[] {
  const names = known.map(({ name }) => name);
  return Object.keys(values)
    .filter((name) => /^(VEEAM|DB|DR365)_/.test(name) && !names.includes(name))
    .map((name) => {
      const place = `.env ${name}`;
      if (name === 'DR365_HOME') {
        const wrong = 'has no effect in the .env that it leads to';
        return { path: name, wrong, expected: 'set it in the environment', place };
      }
      const near = closestName(name, names);
      const expected =
        near === null ? 'see docs/settings.md for the names' : `did you mean ${near}?`;
      return { path: name, wrong: 'unknown variable', expected, place };
    });
}
