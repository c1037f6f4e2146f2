import type { Refusal } from '../domain/refusal.ts';

/** What is said to a deed that was asked for, and what may be looked at instead. */
export function refusalLines(refused: Refusal | undefined): readonly string[] {
  if (refused === undefined) return [];
  const { reason, lookAt } = refused;
  return [reason, 'What you may look at:', ...lookAt.map((each) => `- ${each}`)];
}
