import { Fault } from '../domain/errors.ts';

/** One thing wrong with the settings. */
export interface SettingsProblem {
  /** Dotted path of the setting, or the name of the variable or file. */
  readonly path: string;
  readonly wrong: string;
  readonly expected: string;
  /** `dr365.config.yaml line 12`, `.env DB_PORT`, …; null for a value that stands nowhere. */
  readonly place: string | null;
}

/** One line: path, what is wrong, what is expected, where it stands. */
export function problemText(problem: SettingsProblem): string {
  const place = problem.place === null ? '' : ` (${problem.place})`;
  return `${problem.path}: ${problem.wrong}; ${problem.expected}${place}`;
}

/** All problems in one error, one a line. */
export function settingsFault(problems: readonly SettingsProblem[]): Fault {
  const lines = problems.map(problemText);
  const one = lines.length === 1;
  return new Fault({
    code: 'settings-invalid',
    happened: one ? 'A setting cannot be used' : `${lines.length} settings cannot be used`,
    means: one ? (lines[0] ?? '') : `\n  ${lines.join('\n  ')}\n`,
    next: `mend ${one ? 'it' : 'them'} and see the result with "dr365 config check"`,
  });
}
