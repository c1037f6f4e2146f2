import { itemAt } from './item-at.ts';

/** How long a job keeps what it makes, and which full backups it keeps longer. */
export interface Retention {
  readonly type: 'RestorePoints' | 'Days';
  readonly quantity: number;
  /** Null without long-term periods. */
  readonly longTerm: { readonly weeks: number; readonly months: number } | null;
}

/** The retention of a job, by its index. */
export function retentionOf({ index }: { readonly index: number }): Retention {
  const longTerm = index % 3 === 0 ? { weeks: 4, months: 6 } : null;
  const place = Math.floor(index / 2) % 4;
  return index % 2 === 0
    ? { type: 'RestorePoints', quantity: itemAt([14, 30, 30, 45], place), longTerm }
    : { type: 'Days', quantity: itemAt([7, 14, 14, 30], place), longTerm };
}
