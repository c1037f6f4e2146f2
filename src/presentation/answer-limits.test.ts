import { expect, test } from 'vitest';
import { type AnswerLimits, limitsOf, shrunk } from './answer-limits.ts';

/** Every step of an answer with so many rows that stays a little too long. */
function stepsOf(rows: number): readonly AnswerLimits[] {
  const steps: AnswerLimits[] = [];
  for (let now: AnswerLimits | null = limitsOf.summary; now !== null; ) {
    steps.push(now);
    now = shrunk(now, rows, 1.1);
  }
  return steps;
}

test('an answer gives up parts of scores, lowest jobs and reasons before the fourth row, and the last row never', () => {
  const steps = stepsOf(20);
  const first = steps.find(({ rows }) => rows < 4);
  expect(first).toMatchObject({ rows: 3, parts: 3, lowestJobs: 0, healedRuns: 0, blindSpots: 3 });
  expect(steps.at(-1)).toMatchObject({ rows: 1, parts: 3, nameCharacters: 30 });
});
