import { Fault } from '../../domain/errors.ts';
import { isOrdinary } from './behaviour.ts';
import { plantedCauseIndex } from './cause-of-run.ts';
import { causeAt, causeIndexOf } from './causes/causes.ts';
import { entitiesOf } from './discovered-entities.ts';
import type { Estate } from './estate.ts';
import type { Incident } from './incidents.ts';
import type { SimulatedJob } from './job.ts';
import { victimsOf } from './malware/attack.ts';
import { workloadKey } from './malware/incident.ts';
import { extend } from './storage/capacity-course.ts';

/** What is repaired; one of the three. */
export interface RepairRequest {
  /** The key of an incident. */
  readonly incident?: string;
  /** The id or the name of a job. */
  readonly job?: string;
  /** The key of a cause, wherever it is at work; `intrusion` for an attack, `never-backed-up` for discovered computers. */
  readonly cause?: string;
}

/** Ends planted trouble at the estate's now: runs that start later go well. Gives the number of jobs it was in, of computers where it was in no job. */
export function repair(estate: Estate, wanted: RepairRequest): number {
  const repaired = new Set([
    ...endIncidents(estate, wanted),
    ...endBehaviours(estate, wanted),
    ...endSkips(estate, wanted),
    ...(wanted.cause === 'intrusion' ? endIntrusion(estate) : []),
  ]);
  const excluded = wanted.cause === 'never-backed-up' ? excludeComputers(estate) : 0;
  if (repaired.size + excluded === 0) throw nothingToRepair(wanted);
  estate.version += 1;
  return repaired.size + excluded;
}

function endIncidents(estate: Estate, wanted: RepairRequest): number[] {
  const { incidents, jobs, nowMs } = estate;
  const cause = causeIndexOf(wanted.cause ?? '');
  const open = incidents.filter(({ untilMs }) => untilMs > nowMs);
  const meant = open.filter((one) => one.key === wanted.incident || one.cause === cause);
  const ended = meant.flatMap((incident) => [...incident.jobs]);
  for (const incident of meant) {
    incident.untilMs = nowMs;
    if (causeAt(incident.cause)?.key === 'repository-full') makeRoom(estate, incident);
  }
  const freed = jobs.filter((job) => isNamed(job, wanted.job)).map(({ index }) => index);
  return [...ended, ...freed.filter((job) => isFreed(open, job))];
}

/** Who repairs a full repository makes space in it: a scale-out repository gets it where data is taken. */
function makeRoom({ storage, nowMs }: Estate, { component }: Incident): void {
  const meant = storage.repositories.filter(
    ({ id, scaleOut, extentType, extentStatus }) =>
      id === component.id ||
      (scaleOut?.id === component.id && extentType === 'Performance' && extentStatus === 'Normal'),
  );
  for (const { course } of meant) extend(course, nowMs);
}

// The job alone is repaired: the incident goes on for the others.
function isFreed(open: readonly Incident[], job: number): boolean {
  return open.map(({ jobs }) => jobs.delete(job)).includes(true);
}

function endBehaviours(estate: Estate, wanted: RepairRequest): number[] {
  const { jobs, options, repairedMs, nowMs } = estate;
  const cause = causeIndexOf(wanted.cause ?? '');
  const isMeant = (job: SimulatedJob): boolean =>
    isNamed(job, wanted.job) ||
    (!isOrdinary(job.behaviour.name) && plantedCauseIndex(options.seed, job) === cause);
  const meant = jobs.filter((job) => isMeant(job) && !repairedMs.has(job.index));
  for (const { index } of meant) repairedMs.set(index, nowMs);
  return meant.map(({ index }) => index);
}

function endSkips({ jobs, nowMs }: Estate, { job: wanted }: RepairRequest): number[] {
  return jobs.flatMap((job) => {
    if (!isNamed(job, wanted) || job.skipped === null || job.skipped.untilMs <= nowMs) return [];
    job.skipped.untilMs = nowMs;
    return [job.index];
  });
}

/** The intruder is out, and somebody has cleaned each machine and marked it so: points made later are clean. */
function endIntrusion(estate: Estate): number[] {
  const { jobs, malware, nowMs } = estate;
  const reached = jobs.filter(({ intrusion }) => intrusion !== null && intrusion.untilMs > nowMs);
  for (const { intrusion } of reached) if (intrusion !== null) intrusion.untilMs = nowMs;
  if (reached.length === 0) return [];
  for (const { job, place } of victimsOf(estate)) {
    const last = malware.byWorkload.get(workloadKey(job, place))?.at(-1);
    if (last !== undefined) last.cleanedMs ??= nowMs;
  }
  return reached.map(({ index }) => index);
}

/** Whoever decides that they need no backup takes them out of their groups. */
function excludeComputers(estate: Estate): number {
  const before = entitiesOf(estate).length;
  estate.discovery.clearedMs ??= estate.nowMs;
  return before - entitiesOf(estate).length;
}

function isNamed({ id, name }: SimulatedJob, wanted: string | undefined): boolean {
  return id === wanted || name === wanted;
}

function nothingToRepair({ incident, job, cause }: RepairRequest): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: `The simulated estate has no trouble named ${incident ?? job ?? cause ?? 'nothing'}`,
    means: 'nothing was repaired',
    next: 'give the key of an open incident, a job or a cause as /__truth names them',
  });
}
