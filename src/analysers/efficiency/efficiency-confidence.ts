import type { ConfidenceFactor } from '../../domain/confidence.ts';
import type { ByteSums } from '../../domain/efficiency.ts';
import type { SourceState } from '../../domain/source-state.ts';
import type { MeasuredSeries } from './measure-series.ts';

const hourMs = 3_600_000;
/** Files at which the sample earns half of its confidence: n / (n + 5). */
const halfTrustFiles = 5;
/** What remains where no series is long enough for trend and changes. */
const trustWithoutSeries = 0.7;

/** Why a job's figures are to be trusted less; the product of the factors is the confidence. */
export function efficiencyConfidence(
  { sources, asOf }: { readonly sources: readonly SourceState[]; readonly asOf: Date },
  held: Readonly<Record<'full' | 'increment' | 'other', ByteSums>>,
  series: readonly MeasuredSeries[],
): readonly ConfidenceFactor[] {
  const all = [held.full, held.increment, held.other];
  const files = all.reduce((sum, each) => sum + each.files, 0);
  const unknown = all.reduce((sum, each) => sum + each.unknownFiles, 0);
  const known = files - unknown;
  const nights = Math.max(0, ...series.map((each) => each.series.nights));
  const state = sources.find(({ source }) => source === 'backup-files');
  const readAt = state?.lastAvailableAt ?? null;
  const ageHours = readAt === null ? null : (asOf.getTime() - readAt.getTime()) / hourMs;
  return [
    {
      name: 'sample',
      value: twoDecimals(known / (known + halfTrustFiles)),
      reason: `${known} files with known sizes`,
    },
    {
      name: 'span',
      value: nights === 0 ? trustWithoutSeries : 1,
      reason: nights === 0 ? 'no kind of file has 14 nights' : `${nights} nights`,
    },
    {
      name: 'freshness',
      value: ageHours === null ? 0.5 : twoDecimals(Math.min(1, Math.max(0, (96 - ageHours) / 48))),
      reason:
        ageHours === null
          ? 'when files were last read is not known'
          : `files were read ${Math.round(ageHours)} hours before`,
    },
    {
      name: 'completeness',
      value: files === 0 ? 0 : twoDecimals(known / files),
      reason: `${unknown} of ${files} files do not tell their sizes`,
    },
  ];
}

function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100;
}
