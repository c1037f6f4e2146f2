import { type Confidence, confidenceFrom } from '../../domain/confidence.ts';
import type { SourceState } from '../../domain/source-state.ts';
import type { CapacityMeasures } from './measures.ts';

/** Errors at 60 days no longer shrink with more history than this. */
const fullHistoryDays = 60;
const leastSpanTrust = 0.5;
/** A history that was only rebuilt. */
const rebuiltTrust = 0.5;
const freshHours = 26;
const staleHours = 72;
const trustWithoutOneSource = 0.95;
const restsOn: ReadonlySet<SourceState['source']> = new Set([
  'repositories',
  'repository-states',
  'scale-out-repositories',
  'backups',
  'backup-files',
  'jobs',
]);

/** How far a forecast can be trusted beside its own interval: how long and how measured its history is, and what could not be seen. */
export function capacityConfidence(
  { history, readAt, leftOut }: CapacityMeasures,
  sources: readonly SourceState[],
  asOf: Date,
): Confidence {
  const share = history.knownDays === 0 ? 0 : Math.min(1, history.rebuilt / history.knownDays);
  const span =
    leastSpanTrust + (1 - leastSpanTrust) * Math.min(1, history.knownDays / fullHistoryDays);
  const ageHours = readAt === null ? staleHours : (asOf.getTime() - Date.parse(readAt)) / 3_600_000;
  const fresh = Math.min(1, Math.max(0, (staleHours - ageHours) / (staleHours - freshHours)));
  const blind = sources.filter(
    ({ source, availability }) => restsOn.has(source) && availability !== 'available',
  );
  return confidenceFrom([
    {
      name: 'sample',
      value: twoDecimals(1 - (1 - rebuiltTrust) * share),
      reason: `${history.measured} days measured, ${history.imported} imported, ${history.rebuilt} rebuilt from backup files`,
    },
    { name: 'span', value: twoDecimals(span), reason: `${history.knownDays} days of history` },
    {
      name: 'freshness',
      value: twoDecimals(fresh),
      reason: `read ${Math.round(ageHours)} hours before`,
    },
    {
      name: 'completeness',
      value: leftOut.length === 0 ? 1 : 0.8,
      reason:
        leftOut.length === 0
          ? 'every member is counted'
          : `not counted: ${leftOut.map(({ name }) => name).join(', ')}`,
    },
    {
      name: 'visibility',
      value: twoDecimals(trustWithoutOneSource ** blind.length),
      reason:
        blind.length === 0
          ? 'every source answered'
          : `not visible: ${blind.map(({ source }) => source).join(', ')}`,
    },
  ]);
}

function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100;
}
