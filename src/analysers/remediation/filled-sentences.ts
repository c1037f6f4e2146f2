import type { Risk } from '../../domain/risk.ts';

/** The sentences with their figures; one that names a figure which the risk has not is left out. */
export function filledSentences(
  sentences: readonly string[],
  { subject, jobs, figures }: Pick<Risk, 'subject' | 'jobs' | 'figures'>,
): string[] {
  const filled: string[] = [];
  for (const sentence of sentences) {
    let isWhole = true;
    const text = sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
      if (name === 'subject') return subjectText(subject, jobs);
      const figure = figures[name];
      if (figure === undefined) isWhole = false;
      return figure === undefined ? '' : figureText(figure);
    });
    if (isWhole) filled.push(capitalised(text));
  }
  return filled;
}

/** What a whole estate is the subject of is told by its jobs, where there are some. */
function subjectText({ kind, name }: Risk['subject'], jobs: readonly string[]): string {
  if (kind === 'estate' && jobs.length > 0) {
    return jobs.length === 1 ? 'one job' : `${jobs.length} jobs`;
  }
  return `${kind} "${name.replaceAll('"', "'")}"`;
}

function figureText(figure: number): string {
  const decimals = Math.abs(figure) < 10 && !Number.isInteger(figure) ? 1 : 0;
  return figure.toFixed(decimals);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
