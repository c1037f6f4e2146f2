import type { ByteSums } from '../../domain/efficiency.ts';
import { reductionOf } from '../../domain/reduction.ts';
import type { PartJudgement } from '../../domain/score.ts';
import { addBytes } from './byte-sums.ts';
import type { JudgedLevel } from './judge-level.ts';
import type { MeasuredSeries } from './measure-series.ts';
import type { EfficiencySettings } from './settings.ts';

/** Full points up to 5 % from night to night, none from 40 %. */
const steady = 5;
const unsteady = 40;
/** Per cent a month at which the trend earns nothing. */
const worstTrend = 10;
/** What each unusual night with less saved, and each fall of the level, takes of the part. */
const costOfNight = 0.2;
const costOfFall = 0.5;

/** The five parts of a job's score; those without data have none. */
export function efficiencyParts(
  held: Readonly<Record<'full' | 'increment' | 'other', ByteSums>>,
  judged: JudgedLevel,
  series: readonly MeasuredSeries[],
  { weights }: EfficiencySettings,
): readonly PartJudgement[] {
  const all = addBytes(addBytes(held.full, held.increment), held.other);
  const { dedupRemainingPercent, compressRemainingPercent } = reductionOf(all);
  const { targets } = judged;
  return [
    {
      name: 'deduplication',
      weight: weights.deduplication,
      ...against(dedupRemainingPercent, targets?.deduplication ?? null),
    },
    {
      name: 'compression',
      weight: weights.compression,
      ...against(compressRemainingPercent, targets?.compression ?? null),
    },
    { name: 'trend', weight: weights.trend, ...trend(series) },
    { name: 'consistency', weight: weights.consistency, ...consistency(series) },
    { name: 'anomalies', weight: weights.anomalies, ...anomalies(series) },
  ];
}

type Judged = Pick<PartJudgement, 'health' | 'reason'>;

/** 0 at nothing saved, 1 at the target, by logarithms between. */
function against(remainingPercent: number | null, target: number | null): Judged {
  if (remainingPercent === null) return { health: null, reason: 'no file tells its per cent' };
  const reason = `${remainingPercent.toFixed(1)} % remain`;
  if (target === null) return { health: null, reason: `${reason}; no target for such data` };
  const health = Math.log(100 / remainingPercent) / Math.log(target);
  const wanted = (100 / target).toFixed(1);
  return { health: Math.max(0, Math.min(1, health)), reason: `${reason}, target ${wanted} %` };
}

const tooFew: Judged = { health: null, reason: 'fewer than 14 nights of one kind of file' };

function trend(series: readonly MeasuredSeries[]): Judged {
  if (series.length === 0) return tooFew;
  const slopes = series.map((each) => each.series.trendPercentMonth ?? 0);
  const worst = Math.min(...slopes);
  const reason = worst < 0 ? `${worst} % a month` : 'no fall that chance does not explain';
  return { health: Math.max(0, 1 + Math.min(0, worst) / worstTrend), reason };
}

function consistency(series: readonly MeasuredSeries[]): Judged {
  const [longest] = series.toSorted((one, other) => other.series.nights - one.series.nights);
  if (longest === undefined) return tooFew;
  const { spreadPercent, nights, kind } = longest.series;
  const health = (unsteady - spreadPercent) / (unsteady - steady);
  const reason = `a night varies by ${spreadPercent} % (${nights} nights of ${kind} files)`;
  return { health: Math.max(0, Math.min(1, health)), reason };
}

function anomalies(series: readonly MeasuredSeries[]): Judged {
  if (series.length === 0) return tooFew;
  const nights = series.flatMap(({ unusual }) => unusual).filter(({ percent }) => percent < 0);
  const falls = series.flatMap(({ shifts }) => shifts).filter(({ percent }) => percent < 0);
  const health = Math.max(0, 1 - costOfNight * nights.length - costOfFall * falls.length);
  const reason = `${nights.length} unusual nights and ${falls.length} lasting falls`;
  return { health, reason };
}
