import type { SimulatedJob } from './job.ts';

/** Whether a job passes over a workload in a run that starts then: it ends well and leaves no point of it. */
export function isSkipped({ skipped }: SimulatedJob, place: number, instantMs: number): boolean {
  if (skipped === null || skipped.place !== place) return false;
  return instantMs >= skipped.sinceMs && instantMs < skipped.untilMs;
}
