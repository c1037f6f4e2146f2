import type { BehaviourName } from '../estate/behaviour.ts';
import { causeAt } from '../estate/causes/causes.ts';
import type { Component } from '../estate/component.ts';
import type { Estate } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { isListed, type SimulatedJob } from '../estate/job.ts';
import { victimsOf } from '../estate/malware/attack.ts';

type Severity = 'critical' | 'high' | 'medium';

/** One of the few things an operator should see first. */
export interface ProblemTruth {
  readonly kind: string;
  readonly severity: Severity;
  readonly jobIds: readonly string[];
  /** What the jobs share; null where each stands for itself. */
  readonly component: Component | null;
  readonly since: string;
}

const mostProblems = 5;
const manyJobs = 3;
const ranks: readonly Severity[] = ['critical', 'high', 'medium'];

/** How bad a job's behaviour is declared to be; behaviours not named are no problem of their own. */
const severities: Partial<Record<BehaviourName, Severity>> = {
  silent: 'high',
  failing: 'high',
  stalled: 'medium',
  rising: 'medium',
  worsened: 'medium',
  slowing: 'medium',
};

/** The main problems at the estate's now, the worst first and among equals the oldest. */
export function problems(estate: Estate): ProblemTruth[] {
  const all = [...incidentProblems(estate), ...intrusionProblem(estate), ...jobProblems(estate)];
  const order = ({ severity, since }: ProblemTruth) => `${ranks.indexOf(severity)} ${since}`;
  return all.sort((left, right) => order(left).localeCompare(order(right))).slice(0, mostProblems);
}

function incidentProblems({ incidents, jobs, nowMs }: Estate): ProblemTruth[] {
  return incidents
    .filter(({ outcome, untilMs }) => outcome === 'failed' && untilMs > nowMs)
    .map(({ cause, component, fromMs, jobs: hit }) => ({
      kind: causeAt(cause)?.key ?? '',
      severity: hit.size >= manyJobs ? ('critical' as const) : ('high' as const),
      jobIds: [...hit].map((index) => itemAt(jobs, index).id),
      component,
      since: isoText(fromMs),
    }));
}

/** The jobs of machines that an intruder is in and that are watched: of the others nothing is ever told. */
function intrusionProblem(estate: Estate): ProblemTruth[] {
  const { jobs, nowMs } = estate;
  const reached = victimsOf(estate).filter(({ job, reachedMs }) => {
    const untilMs = itemAt(jobs, job).intrusion?.untilMs ?? 0;
    return reachedMs <= nowMs && untilMs > nowMs;
  });
  if (reached.length === 0) return [];
  const jobIds = [...new Set(reached.map(({ job }) => itemAt(jobs, job).id))];
  const since = isoText(Math.min(...reached.map(({ reachedMs }) => reachedMs)));
  return [{ kind: 'intrusion', severity: 'critical', jobIds, component: null, since }];
}

function jobProblems(estate: Estate): ProblemTruth[] {
  return estate.jobs.flatMap((job) => {
    const { name } = job.behaviour;
    const own = { jobIds: [job.id], component: null };
    const told: ProblemTruth[] = [];
    if (isSkipping(estate, job)) {
      const since = isoText(job.skipped?.sinceMs ?? 0);
      told.push({ ...own, kind: 'skipped-workload', severity: 'high', since });
    }
    const severity = severities[name];
    if (severity !== undefined && isPresent(estate, job)) {
      told.push({ ...own, kind: name, severity, since: isoText(sinceOf(estate, job)) });
    }
    return told;
  });
}

/** A copy passes over what its source passes over: that is told with the source. */
function isSkipping({ nowMs }: Estate, job: SimulatedJob): boolean {
  const { skipped, sourceJob } = job;
  if (skipped === null || sourceJob !== null || !isListed(job, nowMs)) return false;
  return skipped.sinceMs <= nowMs && skipped.untilMs > nowMs;
}

function sinceOf({ lastSession, sessions }: Estate, { index, behaviour }: SimulatedJob): number {
  if (behaviour.name !== 'stalled') return behaviour.sinceMs;
  return sessions.createdMs(itemAt(lastSession, index));
}

// A stalled run that ended, or a trouble that was repaired, is none any more.
function isPresent(estate: Estate, job: SimulatedJob): boolean {
  const { repairedMs, nowMs, lastSession, sessions } = estate;
  if (repairedMs.has(job.index) || !isListed(job, nowMs)) return false;
  if (job.behaviour.name !== 'stalled') return true;
  const last = itemAt(lastSession, job.index);
  return last >= 0 && sessions.endedMs(last) > nowMs;
}

function isoText(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
