import type { ProtectingJob } from '../../domain/workload.ts';
import type { WorkloadMeasures } from './measures.ts';
import type { JudgedPoint } from './usable-points.ts';

const hourMs = 3_600_000;

/**
 * The jobs of a workload, each with the newest usable point that its backups hold. A copy is behind by the hours between the newest
 * one that any other job made and its own; nothing where its own is the newer one, or where one of them is missing.
 */
export function shownJobs(
  jobs: readonly ProtectingJob[],
  judged: readonly JudgedPoint[],
): WorkloadMeasures['jobs'] {
  const newestOf = (holds: (job: ProtectingJob) => boolean) => {
    const ids = new Set(jobs.filter(holds).map(({ id }) => id));
    const newest = judged.findLast(
      ({ point, verdict }) => verdict === 'usable' && point.jobId !== null && ids.has(point.jobId),
    );
    return newest?.point.createdAt ?? null;
  };
  const source = newestOf(({ isCopy }) => !isCopy);
  return jobs.map(({ id, name, isActive, lastOutcome, lastRunAt, isCopy }) => {
    const newest = newestOf((job) => job.id === id);
    return {
      ...{ id, name, isActive, lastOutcome, isCopy },
      lastRunAt: lastRunAt?.toISOString() ?? null,
      newestUsableAt: newest?.toISOString() ?? null,
      behindHours: isCopy ? hoursBehind(newest, source) : null,
    };
  });
}

/**
 * What is known of the guest when the newest usable point was made. VBR tells what the job asks for and what the task's log warns
 * of; that a point is consistent it tells nowhere.
 */
export function guestProcessingOf(
  jobs: readonly ProtectingJob[],
  usable: JudgedPoint | null,
): WorkloadMeasures['guestProcessing'] {
  const maker = jobs.find(({ id }) => id === (usable?.task?.jobId ?? usable?.point.jobId));
  return {
    isAskedFor: maker?.isApplicationAware ?? null,
    warning: usable?.task?.warning ?? null,
  };
}

function hoursBehind(copied: Date | null, made: Date | null): number | null {
  if (copied === null || made === null) return null;
  return Math.round(Math.max(0, made.getTime() - copied.getTime()) / (hourMs / 10)) / 10;
}
