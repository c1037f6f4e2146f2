import type { ScorePart } from './finding.ts';
import { type Grade, gradeOf } from './grade.ts';

/** A part before weights are shared out; `health` is 0–1, null without data. */
export interface PartJudgement {
  readonly name: string;
  readonly weight: number;
  readonly health: number | null;
  readonly reason: string;
}

export interface Score {
  readonly score: number;
  readonly grade: Grade;
  readonly parts: readonly ScorePart[];
  readonly partsWithoutData: readonly string[];
}

/**
 * The score as the sum of its parts' points, counted in tenths so that it is exact. The weight of a part without data is shared
 * among the others in proportion, and the part stays in the list with weight 0. Null when no part has data.
 */
export function scoreFrom(judgements: readonly PartJudgement[]): Score | null {
  const counted = judgements.filter((part) => part.weight > 0);
  const weights = tenthsByWeight(counted.map((part) => (part.health === null ? 0 : part.weight)));
  if (weights === null) return null;
  let totalTenths = 0;
  const parts = counted.map(({ name, health, reason }, index): ScorePart => {
    if (health === null)
      return {
        name,
        weight: 0,
        points: 0,
        reason: `${reason}: its weight goes to the other parts`,
      };
    const weightTenths = weights[index] ?? 0;
    const pointTenths = Math.round(weightTenths * Math.min(1, Math.max(0, health)));
    totalTenths += pointTenths;
    return { name, weight: weightTenths / 10, points: pointTenths / 10, reason };
  });
  const partsWithoutData = counted.filter((part) => part.health === null).map((part) => part.name);
  const score = totalTenths / 10;
  return { score, grade: gradeOf(score), parts, partsWithoutData };
}

/** 1 at no bad events, 0 from `nothingAt` on, a straight line between; null without trials. */
export function healthOfShare(bad: number, trials: number, nothingAt: number): number | null {
  return trials === 0 ? null : Math.max(0, 1 - bad / trials / nothingAt);
}

/** 1000 tenths shared out by weight with the largest remainders rounded up; null when every weight is 0. */
function tenthsByWeight(weights: readonly number[]): readonly number[] | null {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return null;
  const exact = weights.map((weight) => (1000 * weight) / total);
  const tenths = exact.map(Math.floor);
  const missing = 1000 - tenths.reduce((sum, value) => sum + value, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((left, right) => right.remainder - left.remainder || left.index - right.index);
  for (const { index } of byRemainder.slice(0, missing)) tenths[index] = (tenths[index] ?? 0) + 1;
  return tenths;
}
