import type { FailureGroup } from '../../../domain/cause.ts';
import type { EstateMeasures } from '../measures.ts';
import type { JobBrief } from './job-brief.ts';

/** Something that could be put right: these jobs would not have failed, in this span or at all. */
export interface Repair {
  readonly label: string;
  readonly jobIds: readonly string[];
  /** Null: every failure of these jobs goes away. */
  readonly span: { readonly from: Date; readonly to: Date } | null;
}

const mostGroups = 40;
const mostSingleJobs = 20;
const mostShown = 3;

/** The groups of failures that are open, those of the most jobs first, and the jobs that fail most by themselves. */
export function repairsOf(jobs: readonly JobBrief[], groups: readonly FailureGroup[]): Repair[] {
  const singles = jobs
    .filter(({ failed }) => failed > 0)
    .sort((one, other) => other.failed - one.failed)
    .slice(0, mostSingleJobs);
  const open = groups
    .filter(({ isOpen }) => isOpen)
    .sort((one, other) => other.jobIds.length - one.jobIds.length)
    .slice(0, mostGroups);
  return [
    ...open.map(({ causeClass, component, jobIds, firstSeenAt: from, lastSeenAt: to }) => ({
      label:
        component === null ? causeClass : `${causeClass} on ${component.kind} ${component.name}`,
      jobIds,
      span: { from, to },
    })),
    ...singles.map(({ id, name }) => ({ label: name, jobIds: [id], span: null })),
  ];
}

/** What each repair would make of the score, best first; those that raise nothing are left out. */
export function whatRaisesMost(
  jobs: readonly JobBrief[],
  repairs: readonly Repair[],
  scoreOf: (jobs: readonly JobBrief[]) => number | null,
): EstateMeasures['whatRaisesMost'] {
  const before = scoreOf(jobs);
  if (before === null) return [];
  const rated = repairs.map((repair) => {
    const repairing = new Set(repair.jobIds);
    const after = scoreOf(jobs.map((job) => (repairing.has(job.id) ? repaired(job, repair) : job)));
    const score = after ?? before;
    const gain = Math.round((score - before) * 10) / 10;
    return { label: repair.label, jobs: repairing.size, score, gain };
  });
  return rated
    .filter(({ gain }) => gain > 0)
    .sort(
      (one, other) =>
        other.gain - one.gain || one.jobs - other.jobs || (one.label < other.label ? -1 : 1),
    )
    .slice(0, mostShown);
}

function repaired(job: JobBrief, { span }: Repair): JobBrief {
  const isGone = (at: number) =>
    span === null || (at >= span.from.getTime() && at <= span.to.getTime());
  const newest = job.failuresMs[0];
  const gone = span === null ? job.failed : job.failuresMs.filter(isGone).length;
  const isRunning = job.isFailing && (newest === undefined || isGone(newest));
  return {
    ...job,
    failed: job.failed - gone,
    firstAttemptsFailed: Math.max(0, job.firstAttemptsFailed - gone),
    isFailing: job.isFailing && !isRunning,
    isProtected: job.isProtected || isRunning,
    failuresMs: job.failuresMs.filter((at) => !isGone(at)),
  };
}
