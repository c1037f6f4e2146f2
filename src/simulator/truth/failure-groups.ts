import { isFamiliar } from '../estate/causes/cause.ts';
import type { Component } from '../estate/component.ts';
import type { Estate } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { jobAt } from '../estate/job.ts';
import { affectedPlaces } from '../estate/session-cause.ts';
import { hourMs } from '../estate/zone-clock.ts';
import { statusAt } from './count-runs.ts';
import { type TroubledRun, troubledRuns } from './troubled-runs.ts';

/** Longest time between two members of one group. */
const longestGapMs = 72 * hourMs;

/** Runs that failed or warned for one reason: same cause class (same cause where it has none), same component. */
export interface FailureGroupTruth {
  /** Failed where any of its runs did: what warned first is the same trouble. */
  readonly outcome: 'failed' | 'warning';
  /** The simulator's names of the causes in it. */
  readonly causes: readonly string[];
  readonly causeClass: string | null;
  readonly isFamiliar: boolean;
  readonly component: Component;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly jobIds: readonly string[];
  readonly workloads: readonly string[];
  /** First session of each run, oldest first. */
  readonly runIds: readonly string[];
  /** Whether the last decided run of one of its jobs is a member. */
  readonly isOpen: boolean;
  /** The planted incident some of its runs fell into; null for one that came about by chance or by a job's own trouble. */
  readonly incident: string | null;
}

/** Every group of at least two runs, as generated; a run that a retry healed is in none. */
export function failureGroups(estate: Estate): FailureGroupTruth[] {
  const closed: TroubledRun[][] = [];
  const open = new Map<string, TroubledRun[]>();
  for (const member of membersInOrder(estate)) {
    const key = keyOf(member);
    const group = open.get(key);
    const gapMs = member.row.startedMs - (group?.at(-1)?.row.startedMs ?? 0);
    if (group !== undefined && gapMs <= longestGapMs) {
      group.push(member);
      continue;
    }
    if (group !== undefined) closed.push(group);
    open.set(key, [member]);
  }
  const last = lastDecidedRuns(estate);
  return [...closed, ...open.values()]
    .filter((group) => group.length > 1)
    .map((group) => groupTruth(estate, group, last))
    .sort((left, right) => left.firstSeen.localeCompare(right.firstSeen));
}

function membersInOrder(estate: Estate): TroubledRun[] {
  return [...troubledRuns(estate)].sort((left, right) => left.row.startedMs - right.row.startedMs);
}

function keyOf({ cause, component }: TroubledRun): string {
  const what = cause.causeClass ?? `unknown ${cause.key}`;
  return [what, component.kind, component.id ?? component.name].join('\n');
}

function lastDecidedRuns(estate: Estate): Set<number> {
  const last = new Map<number, number>();
  for (let run = 0; run < estate.runs.length(); run += 1) {
    const status = statusAt(estate, run);
    const isDecided = status === 'failed' || status === 'success' || status === 'warning';
    if (isDecided) last.set(estate.runs.row(run).job, run);
  }
  return new Set(last.values());
}

function groupTruth(
  estate: Estate,
  members: readonly TroubledRun[],
  last: ReadonlySet<number>,
): FailureGroupTruth {
  const first = itemAt(members, 0);
  const lastSeenMs = members.at(-1)?.row.startedMs ?? first.row.startedMs;
  const incident = members.find(({ row }) => row.incident >= 0)?.row.incident;
  const jobIds = members.map(({ row }) => itemAt(estate.jobs, row.job).id);
  return {
    outcome: members.some(({ outcome }) => outcome === 'failed') ? 'failed' : 'warning',
    causes: [...new Set(members.map(({ cause }) => cause.key))],
    causeClass: first.cause.causeClass,
    isFamiliar: isFamiliar(first.cause),
    component: first.component,
    firstSeen: new Date(first.row.startedMs).toISOString(),
    lastSeen: new Date(lastSeenMs).toISOString(),
    jobIds: [...new Set(jobIds)],
    workloads: [...new Set(members.flatMap((member) => workloadsOf(estate, member)))],
    runIds: members.map(({ run }) =>
      estate.identifiers.of('session', estate.runs.firstSession(run)),
    ),
    isOpen: members.some(({ run }) => last.has(run)),
    incident: incident === undefined ? null : itemAt(estate.incidents, incident).key,
  };
}

function workloadsOf(estate: Estate, { run, row }: TroubledRun): string[] {
  const { workloads } = jobAt(itemAt(estate.jobs, row.job), row.startedMs);
  return affectedPlaces(estate, run).map((place) => itemAt(workloads, place));
}
