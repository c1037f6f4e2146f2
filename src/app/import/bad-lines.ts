import { Fault } from '../../domain/errors.ts';

const mostProblemsShown = 20;

/** The refusal of a file with bad lines: what is wrong with the first of them, and what a good line looks like. */
export function badLines(file: string, problems: readonly string[], form: string): Fault {
  const shown = problems.slice(0, mostProblemsShown);
  const more = problems.length - shown.length;
  return new Fault({
    code: 'input-invalid',
    happened: `${file} cannot be imported`,
    means: `\n  ${shown.join('\n  ')}${more > 0 ? `\n  and ${more} more` : ''}\n`,
    next: `correct them; ${form}; nothing was written`,
  });
}
