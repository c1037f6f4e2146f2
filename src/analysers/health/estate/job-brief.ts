import type { Subject } from '../../../domain/finding.ts';
import type { FoldedJob } from '../measures.ts';

/** What the estate compares and adds up of one active job. */
export interface JobBrief {
  readonly id: string;
  readonly name: string;
  readonly judged: number;
  readonly failed: number;
  readonly warning: number;
  readonly firstAttemptsKnown: number;
  readonly firstAttemptsFailed: number;
  /** Its newest judged run failed. */
  readonly isFailing: boolean;
  readonly isProtected: boolean;
  /** Starts of its newest failed runs, newest first. */
  readonly failuresMs: readonly number[];
  readonly tests: FoldedJob['patterns']['tests'];
}

/** Briefs in the opposite order of their coming; one more is added without copying the others. */
export type JobBriefs = { readonly brief: JobBrief; readonly others: JobBriefs } | null;

export function briefOf({ id, name }: Subject, measures: FoldedJob): JobBrief {
  const { runs, firstAttempt, streak, isProtected, failuresAt, patterns } = measures;
  return {
    id,
    name,
    judged: runs.judged,
    failed: runs.failed,
    warning: runs.warning,
    firstAttemptsKnown: firstAttempt?.trials ?? 0,
    firstAttemptsFailed: (firstAttempt?.trials ?? 0) - (firstAttempt?.events ?? 0),
    isFailing: streak?.outcome === 'failed',
    isProtected,
    failuresMs: failuresAt.map((at) => Date.parse(at)),
    tests: patterns.tests,
  };
}

/** All briefs by id, so that nothing depends on the order in which jobs came. */
export function briefsInOrder(briefs: JobBriefs): JobBrief[] {
  const all: JobBrief[] = [];
  for (let next = briefs; next !== null; next = next.others) all.push(next.brief);
  return all.sort((one, other) => (one.id < other.id ? -1 : Number(one.id > other.id)));
}
