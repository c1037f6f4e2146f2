import type { Judgement, RunCounts } from '../domain/job-answer.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { clean, rounded } from './wording.ts';

/** A score with what it rests on, or why there is none. */
export function judgementContent(judgement: Judgement, isCurrent: boolean, limits: AnswerLimits) {
  const { scored } = judgement;
  const parts = scored === null ? [] : costliest(scored.parts, limits.parts);
  const omitted = (scored?.parts.length ?? 0) - parts.length;
  const reasonOf = (reason: string) => clean(reason, limits.messageCharacters);
  return {
    noScore: judgement.scored === null ? reasonOf(judgement.reason) : undefined,
    ...scoreContent(scored?.score ?? null, scored?.grade ?? null, isCurrent),
    parts: scored?.parts
      .filter((part) => parts.includes(part))
      .map((part) => ({
        part: clean(part.name, 40),
        points: rounded(part.points, 1),
        of: rounded(part.weight, 1),
        why: limits.withReasons ? reasonOf(part.reason) : undefined,
      })),
    partsOmitted: omitted > 0 ? omitted : undefined,
    confidence: scored === null ? undefined : rounded(scored.confidence.value, 2),
    factors: scored?.confidence.factors
      .filter(({ value }) => limits.withReasons || value < 1)
      .map(({ name, value, reason }) => ({
        factor: name,
        value: rounded(value, 2),
        why: limits.withReasons || value < 1 ? reasonOf(reason) : undefined,
      })),
  };
}

/** So many parts of a score, those that took most points away. */
function costliest<Part extends { readonly points: number; readonly weight: number }>(
  parts: readonly Part[],
  most: number,
): readonly Part[] {
  const lost = ({ points, weight }: Part) => weight - points;
  return parts.toSorted((one, other) => lost(other) - lost(one)).slice(0, most);
}

export type JudgementContent = ReturnType<typeof judgementContent>;

/** A score with its grade, named as the last known one when the data is not current. */
export function scoreContent(score: number | null, grade: string | null, isCurrent: boolean) {
  const shown = score === null ? undefined : rounded(score, 1);
  const letter = grade ?? undefined;
  return {
    score: isCurrent ? shown : undefined,
    grade: isCurrent ? letter : undefined,
    lastKnownScore: isCurrent ? undefined : shown,
    lastKnownGrade: isCurrent ? undefined : letter,
  };
}

export type ScoreContent = ReturnType<typeof scoreContent>;

/** Runs by outcome; `other` only where there are any. */
export function countsContent({ runs, success, warning, failed, other }: RunCounts) {
  return { runs, success, warning, failed, other: other > 0 ? other : undefined };
}

export type CountsContent = ReturnType<typeof countsContent>;
