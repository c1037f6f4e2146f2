/** One named reason to trust a statement less; 1 takes nothing away. */
export interface ConfidenceFactor {
  readonly name: 'sample' | 'span' | 'freshness' | 'completeness' | 'visibility';
  /** 0–1. */
  readonly value: number;
  readonly reason: string;
}

/** 0–1, the product of its factors. */
export interface Confidence {
  readonly value: number;
  readonly factors: readonly ConfidenceFactor[];
}

/** Multiplies the factors; no factors means nothing is known and confidence is 0. */
export function confidenceFrom(factors: readonly ConfidenceFactor[]): Confidence {
  if (factors.length === 0) return { value: 0, factors };
  let value = 1;
  for (const factor of factors) value *= Math.min(1, Math.max(0, factor.value));
  return { value, factors };
}
