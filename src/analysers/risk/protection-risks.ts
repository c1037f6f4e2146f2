import { businessTiers } from '../../domain/business-tier-settings.ts';
import type { RiskEvidence, RiskSubject } from '../../domain/risk.ts';
import { distinct, type EstateIndex } from './estate-index.ts';
import { lastingSince, reachOf } from './formula.ts';
import { standsStill } from './job-risks.ts';
import type { RiskDraft } from './make-risk.ts';
import type { WorkloadFact } from './risk-facts.ts';

const sure = { value: 1, reason: 'each restore point was judged' };
const needs = ['protection', 'restore-points', 'backups', 'backup-files', 'task-sessions'] as const;

/** Workloads without a recent usable point that no failing, silent or standing job and no intrusion explains. */
export function protectionRisks(
  index: EstateIndex,
  intruded: ReadonlyMap<string, Date>,
): RiskDraft[] {
  const open = index.facts.workloads.filter(
    (workload) =>
      isExposed(workload) &&
      !isLeftToCopies(workload) &&
      !isIntruded(workload, intruded) &&
      !isExplained(index, workload),
  );
  const skipped = open.filter(({ isPassedOver }) => isPassedOver);
  const late = open.filter(({ isPassedOver }) => !isPassedOver);
  const left = index.facts.workloads.filter(
    (workload) => workload.state === 'left' || (isExposed(workload) && isLeftToCopies(workload)),
  );
  return [
    ...[...Map.groupBy(skipped, mainJob)].flatMap(([job, those]) =>
      skippedDraft(index, job, those),
    ),
    ...[...Map.groupBy(late, mainJob)].map(([job, those]) => lateDraft(index, job, those)),
    ...(left.length === 0 ? [] : [leftDraft(index, left)]),
  ];
}

/** Points that are not usable because of an intrusion are told with it; a machine that has none at all of late is not explained by it. */
function isIntruded(
  { id, infectedPoints }: WorkloadFact,
  intruded: ReadonlyMap<string, Date>,
): boolean {
  return intruded.has(id) && infectedPoints > 0;
}

function isExposed({ state }: WorkloadFact): boolean {
  return state === 'late' || state === 'unprotected';
}

/** Its backup job is disabled or gone, and a copy that goes on has nothing new to copy. */
function isLeftToCopies({ jobs }: WorkloadFact): boolean {
  const active = jobs.filter(({ isActive }) => isActive);
  return (
    active.length > 0 &&
    active.every(({ isCopy }) => isCopy) &&
    jobs.some(({ isActive, isCopy }) => !isActive && !isCopy)
  );
}

/** Every job that should protect it stands still, and that is told already. */
function isExplained({ jobById }: EstateIndex, { jobs }: WorkloadFact): boolean {
  const active = jobs.filter(({ isActive, isCopy }) => isActive && !isCopy);
  return (
    active.length > 0 &&
    active.every(({ id }) => {
      const job = jobById.get(id);
      return job !== undefined && standsStill(job);
    })
  );
}

function mainJob({ jobs, id }: WorkloadFact): string {
  const active = jobs.filter(({ isActive }) => isActive);
  return (active.find(({ isCopy }) => !isCopy) ?? active[0] ?? jobs[0])?.id ?? id;
}

/** What one job leaves out is one risk; while it is one workload, it goes by its name. */
function skippedDraft(
  index: EstateIndex,
  jobId: string,
  workloads: readonly WorkloadFact[],
): RiskDraft[] {
  const [first, ...others] = workloads;
  if (first === undefined) return [];
  const { asOf, settings } = index.facts;
  const job = first.jobs.find(({ id }) => id === jobId);
  const isMany = others.length > 0 && job !== undefined;
  const since = oldestPoint(workloads);
  return [
    {
      kind: 'workload-skipped',
      subject: isMany
        ? { kind: 'job', id: job.id, name: job.name }
        : { kind: 'workload', id: first.id, name: first.name },
      title: isMany
        ? `${workloads.length} workloads are not protected although job "${job.name}" succeeds: ${nameList(workloads)}`
        : `"${first.name}" is not protected although its job succeeds`,
      shares: {
        loss: { value: 1, reason: first.reason },
        reach: reachOf(workloads.length, settings.fullReachWorkloads, 'workloads'),
        persistence: lastingSince(since, asOf, settings.longDays),
        fallback: { value: 1, reason: 'its job shows success: nothing else tells of it' },
      },
      sample: sure,
      needs,
      jobs: workloads.flatMap(({ jobs }) =>
        jobs.filter(({ isActive }) => isActive).map(({ name }) => name),
      ),
      workloads,
      figures: { ageHours: first.ageHours, workloadsHit: workloads.length },
      evidence: workloads.flatMap(pointEvidence),
    },
  ];
}

/** Null where one of them has no usable point at all. */
function oldestPoint(workloads: readonly WorkloadFact[]): Date | null {
  const instants = workloads.map(({ newestUsable }) => newestUsable?.at.getTime() ?? null);
  const known = instants.flatMap((at) => at ?? []);
  return known.length < instants.length ? null : new Date(Math.min(...known));
}

function lateDraft(
  index: EstateIndex,
  jobId: string,
  workloads: readonly WorkloadFact[],
): RiskDraft {
  const { asOf, settings } = index.facts;
  const [first] = workloads;
  const job = first?.jobs.find(({ id }) => id === jobId);
  const subject: RiskSubject =
    job === undefined
      ? { kind: 'workload', id: first?.id ?? '', name: first?.name ?? '' }
      : { kind: 'job', id: job.id, name: job.name };
  const oldest = workloads.reduce((worst, one) =>
    (one.ageHours ?? Infinity) > (worst.ageHours ?? Infinity) ? one : worst,
  );
  const without = workloads.filter(({ state }) => state === 'unprotected').length;
  const many = `${workloads.length} ${workloads.length === 1 ? 'workload' : 'workloads'}`;
  return {
    kind: 'workload-late',
    subject,
    title: `${many} without a recent usable restore point: ${nameList(workloads)}`,
    shares: {
      loss: { value: 1, reason: oldest.reason },
      reach: reachOf(workloads.length, settings.fullReachWorkloads, 'workloads'),
      persistence: lastingSince(oldest.newestUsable?.at ?? null, asOf, settings.longDays),
      fallback: {
        value: without / workloads.length,
        reason: `${without} of ${workloads.length} without any usable point`,
      },
    },
    sample: sure,
    needs,
    jobs: job === undefined ? [] : [job.name],
    workloads,
    figures: { workloadsHit: workloads.length, withoutAnyPoint: without },
    evidence: workloads.flatMap(pointEvidence),
  };
}

function leftDraft(index: EstateIndex, workloads: readonly WorkloadFact[]): RiskDraft {
  const { server, asOf, settings } = index.facts;
  const newest = workloads
    .flatMap(({ newestUsable }) => newestUsable?.at ?? [])
    .reduce<Date | null>((last, at) => (last === null || at > last ? at : last), null);
  return {
    kind: 'workload-left',
    subject: { kind: 'estate', id: String(server.id), name: server.name },
    title: `${workloads.length} workloads that every backup job has left: ${nameList(workloads)}`,
    shares: {
      loss: {
        value: 1,
        reason: 'no active job backs them up; whether they still exist is not seen',
      },
      reach: reachOf(workloads.length, settings.fullReachWorkloads, 'workloads'),
      persistence: lastingSince(newest, asOf, settings.longDays),
      fallback: { value: 0.5, reason: 'old restore points may be left' },
    },
    sample: sure,
    needs,
    jobs: [],
    workloads,
    figures: { workloadsHit: workloads.length },
    evidence: workloads.flatMap(pointEvidence),
  };
}

function pointEvidence({ newestUsable, lastTask, reason }: WorkloadFact): RiskEvidence[] {
  if (newestUsable !== null) {
    const { id, at } = newestUsable;
    return [{ kind: 'restore-point', id, at, says: 'its newest usable point' }];
  }
  if (lastTask === null) return [];
  return [{ kind: 'session', id: lastTask.id, at: lastTask.at, says: reason }];
}

/** The first three names, the highest tier first. */
export function nameList(workloads: readonly WorkloadFact[]): string {
  const ranked = businessTiers.flatMap((wanted) =>
    distinct(workloads).filter(({ tier }) => tier.tier === wanted),
  );
  const shown = ranked.slice(0, 3).map(({ name }) => name);
  return `${shown.join(', ')}${ranked.length > shown.length ? ', …' : ''}`;
}
