import type { RepositoryFact } from '../../domain/estate-facts.ts';
import type { RiskEvidence } from '../../domain/risk.ts';
import { distinct, type EstateIndex } from './estate-index.ts';
import { reachOf, type Share } from './formula.ts';
import type { RiskDraft } from './make-risk.ts';
import type { StorageFact, WorkloadFact } from './risk-facts.ts';
import { inputsOf } from './risk-inputs.ts';

/** Less likely than this before an order arrives is no risk of its own. */
const leastProbability = 0.1;
/** However late it is full, this much of the loss is there: an order made now comes too late, and somebody must decide. */
const overdueShare = 0.4;
/** A repository that is away and holds nothing takes nothing along; jobs that would write to it are told by their failures. */
const emptyLoss = 0.3;

/** Repositories that fill, are away or out of service. Those whose jobs fail of it already are told with the failures. */
export function capacityRisks(index: EstateIndex, toldNames: ReadonlySet<string>): RiskDraft[] {
  const isTold = ({ calledInLines, members }: StorageFact) =>
    [calledInLines ?? '', ...members.map(({ name }) => name)].some((name) =>
      toldNames.has(name.toLowerCase()),
    );
  const storage = index.facts.storage.filter((one) => !isTold(one));
  const offline = index.facts.repositories.filter(
    ({ isOnline, name }) => isOnline === false && !toldNames.has(name.toLowerCase()),
  );
  return [
    ...offline.map((repository) => offlineDraft(index, repository)),
    ...storage.flatMap((one) => [...fillingDrafts(index, one), ...outOfService(index, one)]),
  ];
}

function fillingDrafts(index: EstateIndex, storage: StorageFact): RiskDraft[] {
  const { noForecast, fullBeforeOrder, isFullNow, name, leadTimeDays } = storage;
  const chance = isFullNow ? 1 : fullBeforeOrder;
  if (chance === null) return noForecast === null ? [] : [unforecast(index, storage, noForecast)];
  if (chance < leastProbability) return [];
  const percent = Math.round(100 * chance);
  const soon = urgencyOf(storage, index.facts.settings.reliefDays);
  const when = isFullNow
    ? `"${name}" is filled to its highest level`
    : `"${name}" fills with ${percent} % before an order arrives (${leadTimeDays} days)`;
  return [
    draft(index, storage, {
      kind: 'repository-filling',
      title: `Repository ${when}`,
      loss: {
        value: chance * weightOf(soon),
        reason: `${percent} % probability within ${leadTimeDays} days; ${soon.reason}`,
      },
      persistence: soon,
      // What was ordered is decided; it comes too late for what is full before.
      changes: [{ change: 'order space now', leaves: { loss: chance * orderedWeightOf(soon) } }],
      fallback: { value: 1, reason: 'no job can write elsewhere by itself' },
    }),
  ];
}

/** The time that it takes to make space by hand, as a share of the time that is left: 1 where it cannot be made any more. */
function urgencyOf(
  { daysUntilFull, forecastDays, isFullNow }: StorageFact,
  reliefDays: number,
): Share {
  if (isFullNow) return { value: 1, reason: 'it is full' };
  const days = daysUntilFull ?? forecastDays;
  if (days === null) return { value: null, reason: 'when it is full' };
  const when = daysUntilFull === null ? `not within ${days} days` : `in ${Math.round(days)} days`;
  return {
    value: Math.min(1, reliefDays / Math.max(days, reliefDays)),
    reason: `full ${when} by the middle forecast, ${reliefDays} to make space by hand`,
  };
}

function weightOf(soon: Share): number {
  return overdueShare + orderedWeightOf(soon);
}

function orderedWeightOf({ value }: Share): number {
  return (1 - overdueShare) * (value ?? 1);
}

/** Nothing shows that it will not fill: a blind spot, not a green light. */
function unforecast(index: EstateIndex, storage: StorageFact, reason: string): RiskDraft {
  return draft(index, storage, {
    kind: 'forecast-missing',
    title: `No forecast of repository "${storage.name}"`,
    loss: { value: null, reason: `no forecast: ${reason}` },
    persistence: { value: 0, reason: 'nothing is known of when' },
    fallback: { value: 0, reason: 'nothing is lost by it' },
  });
}

function outOfService(index: EstateIndex, storage: StorageFact): RiskDraft[] {
  const [first] = storage.outOfService;
  if (first === undefined) return [];
  const names = storage.outOfService.map(({ name }) => `"${name}"`).join(', ');
  return [
    draft(index, storage, {
      kind: 'extent-out-of-service',
      title: `Extents of "${storage.name}" take nothing more: ${names}`,
      loss: { value: 1, reason: first.reason },
      persistence: { value: null, reason: 'its beginning' },
      fallback: { value: 0, reason: 'the other extents take what comes' },
    }),
  ];
}

interface StorageTrouble {
  readonly kind: RiskDraft['kind'];
  readonly title: string;
  readonly loss: Share;
  readonly persistence: Share;
  readonly fallback: Share;
  readonly changes?: RiskDraft['changes'];
}

function draft(index: EstateIndex, storage: StorageFact, trouble: StorageTrouble): RiskDraft {
  const workloads = workloadsOn(index, storage);
  const { kind, title, loss, persistence, fallback, changes } = trouble;
  const { settings } = index.facts;
  const evidence: RiskEvidence = {
    kind: 'finding',
    id: `capacity/${storage.id}`,
    at: storage.readAt,
    says: `${storage.usedPercent === null ? 'unknown' : Math.round(storage.usedPercent)} % used`,
  };
  return {
    ...{ kind, title },
    ...(changes !== undefined && { changes }),
    subject: { kind: 'repository', id: storage.id, name: storage.name },
    component: { kind: 'repository', name: storage.name },
    shares: {
      loss,
      reach: reachOf(workloads.length, settings.fullReachWorkloads, 'workloads lie there'),
      persistence,
      fallback,
    },
    sample: { value: storage.sample, reason: 'confidence of the forecast' },
    needs: ['capacity', 'repository-states', 'backups', 'restore-points'],
    jobs: [],
    workloads,
    figures: {
      probabilityFullBeforeOrder: storage.fullBeforeOrder,
      daysUntilFull: storage.daysUntilFull,
      usedPercent: storage.usedPercent,
      growthGibPerDay: storage.growthGibPerDay,
      leadTimeDays: storage.leadTimeDays,
      workloadsHit: workloads.length,
    },
    evidence: [evidence],
  };
}

function offlineDraft(index: EstateIndex, repository: RepositoryFact): RiskDraft {
  const { settings } = index.facts;
  const { id, name, seenAt, scaleOutRepositoryId } = repository;
  const workloads = index.workloadsIn.get(scaleOutRepositoryId ?? id) ?? [];
  const needs = ['repository-states', 'backups', 'restore-points'] as const;
  const isKnownEmpty =
    workloads.length === 0 && inputsOf(needs, index.facts).every(({ state }) => state === 'fresh');
  return {
    kind: 'repository-offline',
    title: `Repository "${name}" is offline`,
    subject: { kind: 'repository', id, name },
    component: { kind: 'repository', name },
    shares: {
      loss: isKnownEmpty
        ? { value: emptyLoss, reason: 'VBR calls it offline; no restore point is known there' }
        : { value: 1, reason: 'VBR calls it offline' },
      reach: reachOf(workloads.length, settings.fullReachWorkloads, 'workloads lie there'),
      persistence: { value: null, reason: 'since when' },
      fallback: onlyThere(index, workloads, scaleOutRepositoryId ?? id),
    },
    sample: { value: 1, reason: 'its state as read' },
    needs,
    jobs: [],
    workloads,
    figures: { workloadsHit: workloads.length },
    evidence: [{ kind: 'fact', id: `repository-states/${id}`, at: seenAt, says: 'offline' }],
  };
}

/** Of the workloads on a repository, how many have no restore point elsewhere. */
function onlyThere(
  { facts }: EstateIndex,
  workloads: readonly WorkloadFact[],
  repositoryId: string,
): Share {
  if (workloads.length === 0) return { value: null, reason: 'what lies there' };
  const elsewhere = new Set(
    facts.placements
      .filter((one) => one.repositoryId !== repositoryId)
      .map(({ workloadId }) => workloadId),
  );
  const alone = workloads.filter(({ id }) => !elsewhere.has(id)).length;
  return {
    value: alone / workloads.length,
    reason: `${alone} of ${workloads.length} have no restore point elsewhere`,
  };
}

/** What lies on a repository, its extents or the scale-out repository they belong to. */
function workloadsOn({ workloadsIn }: EstateIndex, storage: StorageFact): WorkloadFact[] {
  const ids = [storage.id, storage.id.split('/')[0] ?? '', ...storage.members.map(({ id }) => id)];
  return distinct(ids.flatMap((id) => workloadsIn.get(id) ?? []));
}
