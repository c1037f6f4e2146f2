import { type Cause, type Component, causeKey, type FailureGroup } from '../../../domain/cause.ts';
import { hashText } from '../../../domain/hash-text.ts';
import type { Signature } from '../../../domain/signature.ts';
import { explainingComponents } from './explaining-components.ts';

/** A group before it is known how its jobs went on. */
export type GroupedFailures = Omit<FailureGroup, 'isOpen'>;

export interface Grouping {
  readonly signatures: ReadonlyMap<string, Signature>;
  /** Causes further apart than this are two failures. */
  readonly longestGapHours: number;
}

interface Member {
  readonly cause: Cause;
  readonly components: readonly Component[];
}

const hourMs = 3_600_000;

/**
 * Puts causes together that are one: of the same class, or of the same text where no signature names it, and on a shared
 * component, none further from the next than the gap. Of several components the one is taken that explains the most jobs,
 * then the most causes; what shares no component with another job is grouped by its own job. Every cause is in one group, and
 * their order does not matter.
 */
export function groupFailures(
  causes: readonly Cause[],
  { signatures, longestGapHours }: Grouping,
): readonly GroupedFailures[] {
  const gapMs = longestGapHours * hourMs;
  const members = causes
    .map((cause) => ({ cause, components: explainingComponents(cause, signatures) }))
    .sort(byTime);
  const groups: GroupedFailures[] = [];
  for (const alike of Map.groupBy(members, ({ cause }) => causeKey(cause)).values()) {
    for (const spell of withoutGaps(alike, gapMs)) {
      for (const group of byComponent(spell)) {
        groups.push(
          ...withoutGaps(group.members, gapMs).map((part) => grouped(part, group.component)),
        );
      }
    }
  }
  return groups.sort(
    (one, other) => Number(one.firstSeenAt) - Number(other.firstSeenAt) || order(one.id, other.id),
  );
}

interface Gathered {
  readonly members: readonly Member[];
  readonly component: Component | null;
}

function byComponent(spell: readonly Member[]): readonly Gathered[] {
  const gathered: Gathered[] = [];
  let rest = spell;
  for (;;) {
    const best = widest(rest);
    if (best === null) break;
    const isExplained = (member: Member) =>
      member.components.some((one) => nameOf(one) === nameOf(best));
    gathered.push({ members: rest.filter(isExplained), component: best });
    rest = rest.filter((member) => !isExplained(member));
  }
  for (const ofJob of Map.groupBy(rest, ({ cause }) => cause.jobId).values()) {
    gathered.push({ members: ofJob, component: sharedByAll(ofJob) });
  }
  return gathered;
}

interface Reach {
  readonly component: Component;
  readonly jobs: Set<string>;
  causes: number;
}

/** The component that explains most, of those that more than one job met; null when there is none. */
function widest(members: readonly Member[]): Component | null {
  const [best] = reachOf(members).filter(({ jobs }) => jobs.size > 1);
  return best?.component ?? null;
}

function sharedByAll(members: readonly Member[]): Component | null {
  const [best] = reachOf(members);
  return best?.causes === members.length ? best.component : null;
}

function reachOf(members: readonly Member[]): readonly Reach[] {
  const reaches = new Map<string, Reach>();
  for (const { cause, components } of members) {
    for (const component of components) {
      const name = nameOf(component);
      const reach = reaches.get(name) ?? { component, jobs: new Set(), causes: 0 };
      reach.jobs.add(cause.jobId);
      reach.causes += 1;
      reaches.set(name, reach);
    }
  }
  return [...reaches.values()].sort(
    (one, other) =>
      other.jobs.size - one.jobs.size ||
      other.causes - one.causes ||
      order(nameOf(one.component), nameOf(other.component)),
  );
}

function withoutGaps(members: readonly Member[], gapMs: number): readonly (readonly Member[])[] {
  const parts: Member[][] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const member of members) {
    const at = member.cause.at.getTime();
    if (at - lastAt > gapMs) parts.push([]);
    parts.at(-1)?.push(member);
    lastAt = at;
  }
  return parts;
}

function grouped(members: readonly Member[], component: Component | null): GroupedFailures {
  const causes = members.map(({ cause }) => cause);
  const [first = neverEmpty()] = causes;
  const signatureIds = new Set(causes.map(({ signatureId }) => signatureId));
  return {
    id: hashText([causeKey(first), first.runId, first.workload ?? ''].join('\n')),
    causeClass: first.causeClass,
    signatureId: signatureIds.size === 1 ? first.signatureId : null,
    fingerprint: first.signatureId === null ? first.fingerprint : null,
    component,
    firstSeenAt: first.at,
    lastSeenAt: causes.at(-1)?.at ?? first.at,
    jobIds: distinct(causes.map(({ jobId }) => jobId)),
    workloads: distinct(causes.flatMap(({ workload }) => workload ?? [])),
    runIds: distinct(causes.map(({ runId }) => runId)),
  };
}

function neverEmpty(): never {
  throw new RangeError('a group has a first cause');
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function nameOf({ kind, name }: Component): string {
  return `${kind} ${name.toLowerCase()}`;
}

function byTime({ cause: one }: Member, { cause: other }: Member): number {
  return (
    one.at.getTime() - other.at.getTime() ||
    order(one.runId, other.runId) ||
    order(one.workload ?? '', other.workload ?? '')
  );
}

function order(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
