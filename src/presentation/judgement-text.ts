import type { CountsContent, JudgementContent, ScoreContent } from './judgement-content.ts';

/** A score in words; empty when there is none. */
export function scoreText(content: ScoreContent): string {
  if (content.score !== undefined) return `score ${content.score} (${content.grade})`;
  if (content.lastKnownScore === undefined) return '';
  return `last known score ${content.lastKnownScore} (${content.lastKnownGrade})`;
}

/** The score with its confidence, and the parts it is the sum of. */
export function judgementLines(content: JudgementContent): string[] {
  if (content.noScore !== undefined) return [`  No score: ${content.noScore}.`];
  const factors = content.factors?.map(({ factor, value, why }) =>
    why === undefined ? `${factor} ${value}` : `${factor} ${value} (${why})`,
  );
  const said = factors === undefined || factors.length === 0 ? '' : `: ${factors.join(', ')}`;
  const parts = content.parts?.map(({ part, points, of, why }) =>
    why === undefined ? `${part} ${points}/${of}` : `${part} ${points}/${of} (${why})`,
  );
  const omitted =
    content.partsOmitted === undefined ? '' : `; ${content.partsOmitted} that cost less`;
  return [
    `  Judged: ${scoreText(content)}, confidence ${content.confidence}${said}.`,
    `  Score parts: ${parts?.join(', ')}${omitted}.`,
  ];
}

/** Runs by outcome in words. */
export function countsText({ runs, success, warning, failed, other }: CountsContent): string {
  const rest = other === undefined ? '' : `, ${other} other`;
  return `${runs} runs: ${failed} failed, ${warning} warned, ${success} succeeded${rest}`;
}
