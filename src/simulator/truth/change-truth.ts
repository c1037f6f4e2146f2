import type { Estate } from '../estate/estate.ts';
import type { ChangeKind, SimulatedJob } from '../estate/job.ts';

/** What was changed in a job's configuration or in a component it uses. */
export interface ChangeTruth {
  readonly jobId: string;
  readonly kind: ChangeKind | 'repository' | 'deleted' | 'recreated';
  readonly at: string;
  /** Empty where there was nothing before it, or nothing after. */
  readonly before: string;
  readonly after: string;
}

/** Every change up to now, oldest first. */
export function changes({ jobs, nowMs }: Estate): ChangeTruth[] {
  return jobs
    .flatMap((job) => [...ofShape(job), ...ofTarget(job), ...ofLife(job)])
    .filter(({ at }) => Date.parse(at) <= nowMs)
    .sort((left, right) => left.at.localeCompare(right.at));
}

function ofShape({ id, change }: SimulatedJob): ChangeTruth[] {
  if (change === null) return [];
  const { kind, atMs, before, after } = change;
  return [{ jobId: id, kind, at: isoText(atMs), before, after }];
}

function ofTarget({ id, movedFrom, targetName }: SimulatedJob): ChangeTruth[] {
  if (movedFrom === null) return [];
  const { targetName: before, untilMs } = movedFrom;
  return [{ jobId: id, kind: 'repository', at: isoText(untilMs), before, after: targetName }];
}

function ofLife({ id, name, madeMs, deletedMs }: SimulatedJob): ChangeTruth[] {
  const made: ChangeTruth[] =
    madeMs === null
      ? []
      : [{ jobId: id, kind: 'recreated', at: isoText(madeMs), before: '', after: name }];
  return deletedMs === null
    ? made
    : [...made, { jobId: id, kind: 'deleted', at: isoText(deletedMs), before: name, after: '' }];
}

function isoText(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
