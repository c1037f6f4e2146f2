import { workloadMeasuresSchema } from '../analysers/protection/measures.ts';
import type { WorkloadAnswer, WorkloadDetails, WorkloadShown } from '../domain/workload-answer.ts';
import type { LocatedFinding } from '../ports/answer-store.ts';
import type { AnswerContext } from './answer-context.ts';
import { staleAfterHours } from './data-freshness.ts';
import { findWorkload } from './find-subject.ts';
import { judgementOf } from './read-job-finding.ts';
import type { SeenServer } from './server-sight.ts';

/** Answers "can this machine be brought back, and to when?". */
export async function workloadProtection(
  context: AnswerContext,
  servers: readonly SeenServer[],
  wanted: string,
): Promise<WorkloadAnswer> {
  const found = await findWorkload(context, servers, wanted);
  const own = servers.filter(({ sight }) => sight.id === found.vbrServerId);
  const measures = workloadMeasuresSchema.safeParse(found.finding.measures);
  return {
    kind: 'workload',
    asOf: context.asOf,
    simulated: context.simulated,
    staleAfterHours,
    servers: own.map(({ sight }) => sight),
    workload: workloadShown(found, own[0]?.sight.entry ?? ''),
    judgement: judgementOf(found.finding),
    details: measures.success ? detailsFrom(measures.data) : null,
  };
}

/** A workload in one line; without readable measures its state is unknown, never guessed. */
export function workloadShown({ finding }: LocatedFinding, serverEntry: string): WorkloadShown {
  const measures = workloadMeasuresSchema.safeParse(finding.measures);
  const { id, name } = finding.subject;
  if (!measures.success) {
    const reason = finding.status === 'scored' ? 'its figures cannot be read' : finding.reason;
    const unknown = { isGreenJobOnly: false, ageHours: null, toleratedHours: null };
    return { serverEntry, id, name, state: 'unknown', reason, ...unknown };
  }
  const { state, reason, isGreenJobOnly, ageHours, toleratedHours } = measures.data;
  return { serverEntry, id, name, state, reason, isGreenJobOnly, ageHours, toleratedHours };
}

type Measures = ReturnType<typeof workloadMeasuresSchema.parse>;

function detailsFrom(measures: Measures): WorkloadDetails {
  const { platform, points, medianIntervalHours, newestUsable, newestUnusable } = measures;
  const { total, usable, infected } = points;
  const { lastTask } = measures;
  return {
    platform,
    medianIntervalHours,
    pointsAsOf: new Date(measures.pointsAsOf),
    newestUsable: pointFrom(newestUsable),
    newestUnusable: pointFrom(newestUnusable),
    points: { total, usable, infected },
    jobs: measures.jobs.map(({ name, isActive, lastOutcome, behindHours, ...job }) => ({
      ...{ name, isActive, lastOutcome, behindHours },
      lastRunAt: dateOf(job.lastRunAt),
      newestUsableAt: dateOf(job.newestUsableAt),
    })),
    guestProcessing: measures.guestProcessing,
    lastTask:
      lastTask === null
        ? null
        : { id: lastTask.id, at: new Date(lastTask.at), outcome: lastTask.outcome },
  };
}

function dateOf(instant: string | null): Date | null {
  return instant === null ? null : new Date(instant);
}

function pointFrom(point: Measures['newestUsable']): WorkloadDetails['newestUsable'] {
  if (point === null) return null;
  const { id, at, repository, verdict, sessionId } = point;
  return { id, at: new Date(at), repository, verdict, sessionId };
}
