import type { Confidence } from '../../domain/confidence.ts';
import { confidenceFrom } from '../../domain/confidence.ts';
import type { Finding, ScorePart } from '../../domain/finding.ts';
import { gradeOf } from '../../domain/grade.ts';
import type { SourceState } from '../../domain/source-state.ts';
import { type WorkloadFacts, workloadId } from '../../domain/workload.ts';
import { measureWorkload } from './measure-workload.ts';
import type { WorkloadMeasures } from './measures.ts';
import type { ProtectionSettings } from './settings.ts';

/** One workload's facts with what the judgement rests on. */
export interface WorkloadProtectionFacts {
  readonly workload: WorkloadFacts;
  readonly sources: readonly SourceState[];
  readonly asOf: Date;
  readonly settings: ProtectionSettings;
}

const method =
  'protection/2: newest restore point that is restorable, not infected, whose file and chain are there and whose task did not fail; its age against the rhythm of its job’s starts, else of its points';

const usableWeight = 60;
const recentWeight = 40;

/** Whether one workload can be brought back, and how fresh. No verdict where restore points were never visible. */
export function assessWorkload(facts: WorkloadProtectionFacts): Finding {
  const { workload, sources, asOf, settings } = facts;
  const { name, platformName } = workload;
  const subject = { kind: 'workload', id: workloadId(workload), name } as const;
  const base = { feature: 'protection', subject, asOf, method } as const;
  const state = sources.find(({ source }) => source === 'restore-points');
  const pointsAsOf = state?.lastAvailableAt ?? null;
  if (pointsAsOf === null) {
    const why = state === undefined ? 'not collected yet' : (state.reason ?? state.availability);
    const reason = `restore points were never read: ${why}`;
    return { ...base, status: 'insufficient-data', reason, measures: { platform: platformName } };
  }
  const knownUntil = pointsAsOf < asOf ? pointsAsOf : asOf;
  const measures = measureWorkload(workload, knownUntil, settings);
  const parts = partsOf(measures);
  const score = parts.reduce((sum, { points }) => sum + points, 0);
  const confidence = confidenceOf(measures, sources, asOf);
  return { ...base, status: 'scored', score, grade: gradeOf(score), parts, confidence, measures };
}

// Full points up to the tolerated age, a straight line to nothing at three times that.
function partsOf({
  newestUsable,
  ageHours,
  toleratedHours,
  reason,
}: WorkloadMeasures): ScorePart[] {
  const isUsable = newestUsable !== null;
  const share =
    ageHours === null ? 0 : Math.min(1, Math.max(0, (3 - ageHours / toleratedHours) / 2));
  return [
    {
      name: 'usable-point',
      weight: usableWeight,
      points: isUsable ? usableWeight : 0,
      reason: isUsable ? 'a usable restore point exists' : reason,
    },
    { name: 'recent', weight: recentWeight, points: Math.round(recentWeight * share), reason },
  ];
}

function confidenceOf(
  { newestUsable, points, medianIntervalHours }: WorkloadMeasures,
  sources: readonly SourceState[],
  asOf: Date,
): Confidence {
  const state = sources.find(({ source }) => source === 'restore-points');
  const ageHours = (asOf.getTime() - (state?.lastAvailableAt ?? asOf).getTime()) / 3_600_000;
  const blind = sources.filter(
    ({ source, availability }) => restsOn.has(source) && availability !== 'available',
  );
  const isConfirmed = newestUsable === null || newestUsable.taskId !== null;
  const isSeen = newestUsable === null || newestUsable.isFileSeen;
  return confidenceFrom([
    {
      name: 'sample',
      value: medianIntervalHours === null ? 0.7 : 1,
      reason: `${points.total} restore points`,
    },
    {
      name: 'freshness',
      value: twoDecimals(Math.min(1, Math.max(0, (72 - ageHours) / 48))),
      reason: `restore points were read ${Math.round(ageHours)} hours before`,
    },
    {
      name: 'completeness',
      value: twoDecimals((isConfirmed ? 1 : 0.9) * (isSeen ? 1 : 0.9)),
      reason: `${isConfirmed ? 'its task is known' : 'no task shows that it was completed'}, ${isSeen ? 'its file was seen' : 'its file was not seen'}`,
    },
    {
      name: 'visibility',
      value: twoDecimals(0.95 ** blind.length),
      reason:
        blind.length === 0
          ? 'every source answered'
          : `not visible: ${blind.map(({ source }) => source).join(', ')}`,
    },
  ]);
}

const restsOn: ReadonlySet<SourceState['source']> = new Set([
  'restore-points',
  'backup-files',
  'backups',
  'task-sessions',
  'malware-events',
]);

function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100;
}
