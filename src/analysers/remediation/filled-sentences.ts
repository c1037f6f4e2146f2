import type { Risk } from '../../domain/risk.ts';

/** The sentences with their figures; one that names a figure which the risk has not is left out. */
export function filledSentences(
  sentences: readonly string[],
  { subject, figures }: Pick<Risk, 'subject' | 'figures'>,
): string[] {
  const filled: string[] = [];
  for (const sentence of sentences) {
    let isWhole = true;
    const text = sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
      if (name === 'subject') return `${subject.kind} "${subject.name.replaceAll('"', "'")}"`;
      const figure = figures[name];
      if (figure === undefined) isWhole = false;
      return figure === undefined ? '' : figureText(figure);
    });
    if (isWhole) filled.push(capitalised(text));
  }
  return filled;
}

function figureText(figure: number): string {
  const decimals = Math.abs(figure) < 10 && !Number.isInteger(figure) ? 1 : 0;
  return figure.toFixed(decimals);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
