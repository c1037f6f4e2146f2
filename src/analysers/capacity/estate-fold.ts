import type { Finding } from '../../domain/finding.ts';
import { type CapacityEstateMeasures, capacityMeasuresSchema } from './measures.ts';

/** What of a repository's measures the estate is folded from. */
export const foldedCapacitySchema = capacityMeasuresSchema.pick({ priority: true, noDates: true });

/** What the repositories seen so far come to. */
export interface CapacityFold extends CapacityEstateMeasures {
  /** The lowest score and whose it is; null while none was given. */
  readonly worst: { readonly name: string; readonly score: number } | null;
}

export function emptyCapacityFold(): CapacityFold {
  return {
    repositories: 0,
    byPriority: { URGENT: 0, HIGH: 0, MEDIUM: 0, LOW: 0 },
    withoutDates: 0,
    unreadable: 0,
    worst: null,
  };
}

/** The fold with one more repository. */
export function addRepository(fold: CapacityFold, finding: Finding): CapacityFold {
  const repositories = fold.repositories + 1;
  const read = foldedCapacitySchema.safeParse(finding.measures);
  if (!read.success) return { ...fold, repositories, unreadable: fold.unreadable + 1 };
  const { priority, noDates } = read.data;
  const { byPriority, worst } = fold;
  const isWorse = finding.status === 'scored' && finding.score < (worst?.score ?? 101);
  return {
    ...fold,
    repositories,
    byPriority:
      priority === null ? byPriority : { ...byPriority, [priority]: byPriority[priority] + 1 },
    withoutDates: fold.withoutDates + (noDates === null ? 0 : 1),
    worst: isWorse ? { name: finding.subject.name, score: finding.score } : worst,
  };
}
