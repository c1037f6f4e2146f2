import type { ScorePart } from '../../domain/finding.ts';

/** One part of readiness: the share of its weight that is earned, null where nothing is known to judge it by. */
export interface ReadinessShare {
  readonly name: 'success' | 'recency' | 'predictability' | 'sla' | 'test-coverage';
  readonly share: number | null;
  readonly reason: string;
}

const weights: Readonly<Record<ReadinessShare['name'], number>> = {
  success: 20,
  recency: 25,
  predictability: 15,
  sla: 25,
  'test-coverage': 15,
};

/** Parts whose points sum to the score; what nothing is known of leaves its weight to the others. */
export function readinessParts(shares: readonly ReadinessShare[]): ScorePart[] {
  const known = shares.filter(({ share }) => share !== null);
  const total = known.reduce((sum, { name }) => sum + weights[name], 0);
  return known.map(({ name, share, reason }) => {
    const weight = (100 * weights[name]) / total;
    return {
      name,
      weight: twoDecimals(weight),
      points: twoDecimals(weight * (share ?? 0)),
      reason,
    };
  });
}

export function scoreOf(parts: readonly ScorePart[]): number {
  return Math.min(
    100,
    parts.reduce((sum, { points }) => sum + points, 0),
  );
}

function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100;
}
