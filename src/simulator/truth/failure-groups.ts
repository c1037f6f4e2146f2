import { type Cause, isFamiliar } from '../estate/causes/cause.ts';
import { causeAt } from '../estate/causes/causes.ts';
import { type Component, componentOf } from '../estate/component.ts';
import type { Estate } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { isListed, jobAt } from '../estate/job.ts';
import type { RunRow } from '../estate/run-table.ts';
import { affectedPlaces } from '../estate/session-cause.ts';
import { hourMs } from '../estate/zone-clock.ts';
import { statusAt } from './count-runs.ts';

/** Longest time between two members of one group. */
const longestGapMs = 72 * hourMs;

/** Runs that ended alike for one reason: same outcome, same cause class (same cause where it has none), same component. */
export interface FailureGroupTruth {
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

interface Member {
  readonly run: number;
  readonly row: RunRow;
  readonly outcome: 'failed' | 'warning';
  readonly cause: Cause;
  readonly component: Component;
}

/** Every group of at least two runs, as generated; a run that a retry healed is in none. */
export function failureGroups(estate: Estate): FailureGroupTruth[] {
  const closed: Member[][] = [];
  const open = new Map<string, Member[]>();
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

function membersInOrder(estate: Estate): Member[] {
  const members: Member[] = [];
  for (let run = 0; run < estate.runs.length(); run += 1) {
    const member = memberAt(estate, run);
    if (member !== null) members.push(member);
  }
  return members.sort((left, right) => left.row.startedMs - right.row.startedMs);
}

function memberAt(estate: Estate, run: number): Member | null {
  const status = statusAt(estate, run);
  const row = estate.runs.row(run);
  const isPlainWarning = status === 'warning' && row.attempts === 1;
  const job = itemAt(estate.jobs, row.job);
  if ((status !== 'failed' && !isPlainWarning) || !isListed(job, estate.nowMs)) return null;
  const cause = causeAt(row.cause);
  if (cause === null) return null;
  const { seed } = estate.options;
  const component = componentOf(jobAt(job, row.startedMs), cause.component, seed);
  return { run, row, outcome: status === 'failed' ? 'failed' : 'warning', cause, component };
}

function keyOf({ outcome, cause, component }: Member): string {
  const what = cause.causeClass ?? `unknown ${cause.key}`;
  return [outcome, what, component.kind, component.id ?? component.name].join('\n');
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
  members: readonly Member[],
  last: ReadonlySet<number>,
): FailureGroupTruth {
  const first = itemAt(members, 0);
  const lastSeenMs = members.at(-1)?.row.startedMs ?? first.row.startedMs;
  const incident = members.find(({ row }) => row.incident >= 0)?.row.incident;
  const jobIds = members.map(({ row }) => itemAt(estate.jobs, row.job).id);
  return {
    outcome: first.outcome,
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

function workloadsOf(estate: Estate, { run, row }: Member): string[] {
  const { workloads } = jobAt(itemAt(estate.jobs, row.job), row.startedMs);
  return affectedPlaces(estate, run).map((place) => itemAt(workloads, place));
}
