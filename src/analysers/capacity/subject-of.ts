import type { TierCapacity } from './tier-capacity.ts';

/** What a tier is known by among findings: a repository by its own id, a tier of a scale-out repository by that and its tier. */
export function subjectOf({ id, name, tier }: TierCapacity): {
  readonly id: string;
  readonly name: string;
} {
  if (tier === 'standalone') return { id, name };
  return { id: `${id}/${tier}`, name: `${name} (${tier} tier)` };
}
