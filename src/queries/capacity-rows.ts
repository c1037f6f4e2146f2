import { type CapacityMeasures, capacityMeasuresSchema } from '../analysers/capacity/measures.ts';
import type { LevelShown, RepositoryDetails, RepositoryShown } from '../domain/capacity-answer.ts';
import type { LocatedFinding } from '../ports/answer-store.ts';
import { judgementOf } from './read-job-finding.ts';

const dayMs = 86_400_000;

/** A capacity finding with its figures; null measures were written in another shape. */
export interface CapacityRow {
  readonly located: LocatedFinding;
  readonly serverEntry: string;
  readonly measures: CapacityMeasures | null;
}

export function capacityRow(located: LocatedFinding, serverEntry: string): CapacityRow {
  const read = capacityMeasuresSchema.safeParse(located.finding.measures);
  return { located, serverEntry, measures: read.success ? read.data : null };
}

/** A repository in a row; figures that cannot be read are not told. */
export function repositoryShown({ located, serverEntry, measures }: CapacityRow): RepositoryShown {
  const { finding } = located;
  const { id, name } = finding.subject;
  const failure = finding.status === 'failed' ? finding.reason : 'its figures cannot be read';
  if (measures === null) {
    const nothing = { priority: null, usedGib: null, usableGib: null, usedPercent: null };
    const none = { growthGibPerDay: null, horizonDays: 0, leadTimeDays: 0, fullBeforeOrder: null };
    const history = { knownDays: 0, measured: 0, imported: 0, rebuilt: 0 };
    return { serverEntry, id, name, ...nothing, ...none, levels: [], noDates: failure, history };
  }
  const { history, levels, originDay, ...figures } = measures;
  return {
    serverEntry,
    id,
    name,
    priority: figures.priority,
    usedGib: figures.usedGib,
    usableGib: figures.usableGib,
    usedPercent: figures.usedPercent,
    growthGibPerDay: figures.growthGibPerDay,
    horizonDays: figures.horizonDays,
    leadTimeDays: figures.leadTimeDays,
    levels: levels.map((level) => levelShown(level, originDay)),
    fullBeforeOrder: figures.fullBeforeOrder,
    noDates: figures.noDates,
    history,
  };
}

/** A level with dates instead of days. */
export function levelShown(
  level: CapacityMeasures['levels'][number],
  originDay: string,
): LevelShown {
  const date = (days: number | null) =>
    days === null
      ? null
      : new Date(Date.parse(originDay) + days * dayMs).toISOString().slice(0, 10);
  return {
    percent: level.percent,
    levelGib: level.levelGib,
    answer: level.answer,
    likely: date(level.days),
    early80: date(level.interval80.early),
    late80: date(level.interval80.late),
    early95: date(level.interval95.early),
    late95: date(level.interval95.late),
    probabilities: level.probabilities,
    orderBy: date(level.orderByDays),
    orderSafelyBy: date(level.orderSafelyByDays),
  };
}

/** Everything else that is known of one repository. */
export function repositoryDetails({ located, measures }: CapacityRow): RepositoryDetails | null {
  if (measures === null) return null;
  const { history, members, levels, safetyBufferPercent, readAt } = measures;
  return {
    judgement: judgementOf(located.finding),
    readAt: readAt === null ? null : new Date(readAt),
    capacityGib: measures.capacityGib,
    members: members.map(({ name }) => name),
    outOfService: measures.outOfService,
    leftOut: measures.leftOut,
    sharedVolumes: measures.sharedVolumes,
    historyFrom: history.from,
    offlineSamples: history.offlineSamples,
    faults: faultsIn(history.faults),
    removed: history.removed,
    fit: measures.fit,
    recommendedGib: measures.recommendedGib,
    recommendedFor: {
      percent: levels[0]?.percent ?? 100,
      bufferPercent: safetyBufferPercent,
    },
    extensions: measures.extensions,
    steps: measures.steps,
    growth: measures.growth,
    reduction: measures.reduction,
    freeing: measures.freeing,
    promises: measures.promises,
    series: measures.series,
  };
}

function faultsIn(faults: CapacityMeasures['history']['faults']): readonly string[] {
  const counted: ReadonlyArray<readonly [number, string]> = [
    [faults.notNumbers, 'readings that are no numbers'],
    [faults.negative, 'negative readings'],
    [faults.zero, 'zeros taken for failed readings'],
    [faults.duplicateDays, 'days with several readings, their median taken'],
    [faults.unitChanges, 'changes of unit mended'],
  ];
  return counted.filter(([count]) => count > 0).map(([count, text]) => `${count} ${text}`);
}

/** The most pressing first: by priority, then by the odds to be full before an order arrives, then by what is used. */
export function mostPressingFirst(one: RepositoryShown, other: RepositoryShown): number {
  return (
    rank(one) - rank(other) ||
    (other.fullBeforeOrder ?? -1) - (one.fullBeforeOrder ?? -1) ||
    (other.usedPercent ?? -1) - (one.usedPercent ?? -1) ||
    one.name.localeCompare(other.name)
  );
}

function rank({ priority }: RepositoryShown): number {
  const place = ['URGENT', 'HIGH', 'MEDIUM', null, 'LOW'].indexOf(priority);
  return place;
}
