import { type Cause, type Component, causeKey, type FailureGroup } from '../../../domain/cause.ts';
import { hashText } from '../../../domain/hash-text.ts';
import type { Signature } from '../../../domain/signature.ts';
import { type Explaining, explainingComponents } from './explaining-components.ts';
import { nameOf, order, type Reach, reachOf, strikesAtOnce } from './reach.ts';

/** A group before it is known how its jobs went on. */
export type GroupedFailures = Omit<FailureGroup, 'isOpen'>;

export interface Grouping {
  readonly signatures: ReadonlyMap<string, Signature>;
  /** Causes further apart than this are two failures. */
  readonly longestGapHours: number;
}

interface Member {
  readonly cause: Cause;
  readonly explaining: Explaining;
}

const hourMs = 3_600_000;

/**
 * Puts causes together that are one: of the same class, or of the same text where no signature names it, and on a shared
 * component, none further from the next than the gap. Of several components the one is taken that explains the most jobs,
 * then the most causes; one that nothing points to must strike many jobs at once. What shares no component with another job is
 * grouped by its own job. Every cause is in one group, and their order does not matter.
 */
export function groupFailures(
  causes: readonly Cause[],
  { signatures, longestGapHours }: Grouping,
): readonly GroupedFailures[] {
  const gapMs = longestGapHours * hourMs;
  const members = causes
    .map((cause) => ({ cause, explaining: explainingComponents(cause, signatures) }))
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
  const likely = gather(spell, ({ explaining }) => explaining.likely, isShared);
  const possible = gather(likely.rest, allOf, strikesAtOnce);
  const ofJobs = [...Map.groupBy(possible.rest, ({ cause }) => cause.jobId).values()];
  return [
    ...likely.gathered,
    ...possible.gathered,
    ...ofJobs.map((members) => ({ members, component: sharedByAll(members) })),
  ];
}

type Components = (member: Member) => readonly Component[];

/** Takes out the members of one component after the other, the widest first, as long as one is wide enough. */
function gather(
  members: readonly Member[],
  componentsOf: Components,
  isWide: (reach: Reach) => boolean,
): { readonly gathered: readonly Gathered[]; readonly rest: readonly Member[] } {
  const gathered: Gathered[] = [];
  let rest = members;
  for (;;) {
    const best = reaches(rest, componentsOf).find(isWide)?.component;
    if (best === undefined) return { gathered, rest };
    const isExplained = (member: Member) =>
      componentsOf(member).some((one) => nameOf(one) === nameOf(best));
    gathered.push({ members: rest.filter(isExplained), component: best });
    rest = rest.filter((member) => !isExplained(member));
  }
}

function isShared({ jobs }: Reach): boolean {
  return jobs.size > 1;
}

function allOf({ explaining: { likely, possible } }: Member): readonly Component[] {
  return [...likely, ...possible];
}

function sharedByAll(members: readonly Member[]): Component | null {
  const [best] = reaches(members, allOf);
  return best?.strikes.length === members.length ? best.component : null;
}

function reaches(members: readonly Member[], componentsOf: Components): readonly Reach[] {
  return reachOf(
    members.map((member) => ({ cause: member.cause, components: componentsOf(member) })),
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

function byTime({ cause: one }: Member, { cause: other }: Member): number {
  return (
    one.at.getTime() - other.at.getTime() ||
    order(one.runId, other.runId) ||
    order(one.workload ?? '', other.workload ?? '')
  );
}
