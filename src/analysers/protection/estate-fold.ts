import type { Finding } from '../../domain/finding.ts';
import { type ProtectionEstateMeasures, workloadMeasuresSchema } from './measures.ts';

/** What of a workload's measures the estate is folded from. */
export const foldedWorkloadSchema = workloadMeasuresSchema.pick({
  state: true,
  reason: true,
  isGreenJobOnly: true,
});

interface Named {
  readonly name: string;
  readonly reason: string;
}

/** What the workloads seen so far come to; the lists hold every name, for they are short where all is well. */
export interface ProtectionFold {
  readonly workloads: ProtectionEstateMeasures['workloads'];
  readonly greenJobOnly: readonly Named[];
  readonly notProtected: readonly Named[];
}

export function emptyProtectionFold(): ProtectionFold {
  const workloads = { known: 0, protected: 0, late: 0, unprotected: 0, left: 0, unreadable: 0 };
  return { workloads, greenJobOnly: [], notProtected: [] };
}

/** The fold with one more workload. */
export function addWorkload(fold: ProtectionFold, { subject, measures }: Finding): ProtectionFold {
  const read = foldedWorkloadSchema.safeParse(measures);
  const { workloads } = fold;
  const known = workloads.known + 1;
  if (!read.success) {
    return { ...fold, workloads: { ...workloads, known, unreadable: workloads.unreadable + 1 } };
  }
  const { state, reason, isGreenJobOnly } = read.data;
  const named = { name: subject.name, reason };
  const isExposed = state === 'late' || state === 'unprotected';
  return {
    workloads: { ...workloads, known, [state]: workloads[state] + 1 },
    greenJobOnly: isGreenJobOnly ? [...fold.greenJobOnly, named] : fold.greenJobOnly,
    notProtected: isExposed ? [...fold.notProtected, named] : fold.notProtected,
  };
}
