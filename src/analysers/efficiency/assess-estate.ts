import { confidenceFrom } from '../../domain/confidence.ts';
import type { Finding } from '../../domain/finding.ts';
import { scoreFrom } from '../../domain/score.ts';
import type { EfficiencyFold } from './estate-fold.ts';
import type { EfficiencyEstateMeasures } from './measures.ts';
import type { EfficiencySettings } from './settings.ts';

/** One server's facts beside its jobs. */
export interface EfficiencyEstateFacts {
  readonly vbrServerId: number;
  readonly name: string;
  readonly asOf: Date;
  readonly settings: EfficiencySettings;
}

const method = 'efficiency/3: the parts of the jobs’ scores, weighed by their bytes on disk';
const mostListed = 50;

/** What an estate's deduplication and compression save; no score without a job that has one. */
export function assessEstateEfficiency(
  fold: EfficiencyFold,
  { vbrServerId, name, asOf, settings }: EfficiencyEstateFacts,
): Finding {
  const subject = { kind: 'estate', id: String(vbrServerId), name } as const;
  const { pricePerTerabyteMonth, currency } = settings;
  const price =
    pricePerTerabyteMonth === null ? null : { perTerabyteMonth: pricePerTerabyteMonth, currency };
  const measures: EfficiencyEstateMeasures = {
    jobs: fold.jobs,
    held: fold.held,
    levels: { ...fold.levels },
    shifts: fold.shifts
      .toSorted((one, other) => Math.abs(other.percent) - Math.abs(one.percent))
      .slice(0, mostListed),
    unusualNights: fold.unusualNights,
    suspicions: fold.suspicions
      .toSorted(
        (one, other) => one.level.localeCompare(other.level) || (one.since < other.since ? 1 : -1),
      )
      .slice(0, mostListed),
    machinesWithSigns: fold.machinesWithSigns,
    savings: fold.savings.toSorted((one, other) => (other.bytes ?? 0) - (one.bytes ?? 0)),
    notEstimated: untold(fold),
    price,
  };
  const base = { feature: 'efficiency', subject, asOf, method, measures } as const;
  const scored = scoreFrom(
    fold.parts.map(({ name: part, pointBytes, weightBytes }) => ({
      name: part,
      weight: partWeight(part, settings),
      health: weightBytes === 0 ? null : pointBytes / weightBytes,
      reason: weightBytes === 0 ? 'no job has data for it' : 'by bytes over the scored jobs',
    })),
  );
  if (scored === null || fold.scoredBytes === 0) {
    const reason = `no job has a score: ${fold.jobs.known} known`;
    return { ...base, status: 'insufficient-data', reason };
  }
  const { score, grade, parts } = scored;
  const confidence = confidenceFrom([
    {
      name: 'sample',
      value: Math.round((100 * fold.confidenceBytes) / fold.scoredBytes) / 100,
      reason: `confidence of ${fold.jobs.scored} jobs by bytes`,
    },
    {
      name: 'completeness',
      value: Math.round((100 * fold.jobs.scored) / fold.jobs.known) / 100,
      reason: `${fold.jobs.unknown} of ${fold.jobs.known} jobs without a score`,
    },
  ]);
  return { ...base, status: 'scored', score, grade, parts, confidence };
}

function untold({ jobs, exclusionsUntold }: EfficiencyFold): string[] {
  if (exclusionsUntold === 0) return [];
  return [
    `exclusions at ${exclusionsUntold} of ${jobs.known} jobs: VBR does not tell whether they leave out deleted blocks and swap files, or they have no such setting`,
  ];
}

function partWeight(part: string, { weights }: EfficiencySettings): number {
  return new Map(Object.entries(weights)).get(part) ?? 0;
}
