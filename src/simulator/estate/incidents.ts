import type { Component } from './component.ts';

/** One trouble that several jobs share: a planted group of failures. */
export interface Incident {
  readonly index: number;
  readonly key: string;
  /** Index of its cause among all. */
  readonly cause: number;
  readonly component: Component;
  readonly outcome: 'failed' | 'warning';
  readonly fromMs: number;
  /** Infinite while nobody repairs it. */
  untilMs: number;
  /** Indexes of the jobs it hits. */
  readonly jobs: Set<number>;
}

/** The first planted incident that hits a job at an instant; null where none does. */
export function incidentHitting(
  incidents: readonly Incident[],
  job: number,
  startMs: number,
): Incident | null {
  const hits = ({ fromMs, untilMs, jobs }: Incident): boolean =>
    startMs >= fromMs && startMs < untilMs && jobs.has(job);
  return incidents.find(hits) ?? null;
}
