import type { BehaviourName } from '../estate/behaviour.ts';
import { causeAt } from '../estate/causes/causes.ts';
import type { Component } from '../estate/component.ts';
import type { Estate } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { isListed, type SimulatedJob } from '../estate/job.ts';
import { intrusions } from './behaviour-truth.ts';

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
  stalled: 'high',
  'skipped-workload': 'high',
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

function intrusionProblem(estate: Estate): ProblemTruth[] {
  const reached = intrusions(estate);
  const [first] = reached.map(({ since }) => since).sort();
  if (first === undefined) return [];
  const jobIds = reached.map(({ jobId }) => jobId);
  return [{ kind: 'intrusion', severity: 'critical', jobIds, component: null, since: first }];
}

function jobProblems(estate: Estate): ProblemTruth[] {
  return estate.jobs.flatMap((job) => {
    const severity = severities[job.behaviour.name];
    if (severity === undefined || !isPresent(estate, job)) return [];
    const { name } = job.behaviour;
    const since = isoText(sinceOf(estate, job));
    return [{ kind: name, severity, jobIds: [job.id], component: null, since }];
  });
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
