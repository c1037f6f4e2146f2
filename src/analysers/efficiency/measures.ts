import { z } from 'zod';

const count = z.int().min(0);
const night = z.string();
const bytes = z.number().min(0);

const sums = z.object({
  files: count,
  unknownFiles: count,
  dataBytes: bytes,
  backupBytes: bytes,
  toldDataBytes: bytes,
  dedupedBytes: bytes,
  packedBytes: bytes,
});

/** Up to three files and sessions that show it. */
const evidence = z.object({ fileIds: z.array(z.string()), sessionIds: z.array(z.string()) });

const shift = z.object({
  kind: z.enum(['full', 'increment', 'other']),
  /** The first night of the new level. */
  since: night,
  /** Change of the reduction in per cent, with its 95 % interval; below 0 less is saved. */
  percent: z.number(),
  lowPercent: z.number(),
  highPercent: z.number(),
  factorBefore: z.number(),
  factorAfter: z.number(),
  nightsBefore: count,
  nightsAfter: count,
  evidence,
});

const unusual = z.object({
  kind: z.enum(['full', 'increment', 'other']),
  night,
  /** Against its level, in per cent of the reduction. */
  percent: z.number(),
  robustZ: z.number(),
  evidence,
});

const suspicion = z.object({
  machine: z.string(),
  level: z.enum(['observation', 'indication']),
  since: night,
  signs: z.array(z.object({ sign: z.string(), night, what: z.string(), evidenceId: z.string() })),
  benign: z.array(z.object({ explanation: z.string(), seen: z.boolean() })),
});

const saving = z.object({
  cause: z.enum([
    'compression-level',
    'deduplication-setting',
    'exclusions',
    'surplus-fulls',
    'orphaned-chains',
  ]),
  /** Null where nothing tells how much it is. */
  bytes: bytes.nullable(),
  lowBytes: bytes,
  highBytes: bytes.nullable(),
  how: z.string(),
  evidenceIds: z.array(z.string()),
});

const series = z.object({
  kind: z.enum(['full', 'increment', 'other']),
  nights: count,
  /** Robust spread of a night around its level, per cent. */
  spreadPercent: z.number(),
  autocorrelation: z.number(),
  /** What a night is usually reduced by now, with its 95 % interval. */
  factorNow: z.number(),
  lowFactorNow: z.number(),
  highFactorNow: z.number(),
  /** Per cent a month by Theil and Sen; null where Mann and Kendall see none or a change of level explains it. */
  trendPercentMonth: z.number().nullable(),
});

const levels = ['EXCELLENT', 'GOOD', 'FAIR', 'POOR', 'NOT-COMPRESSIBLE'] as const;

/** The figures of one job's storage efficiency. */
export const efficiencyMeasuresSchema = z.object({
  jobId: z.string().nullable(),
  repositories: z.array(z.string()),
  held: z.object({ full: sums, increment: sums, other: sums }),
  level: z.enum(levels).nullable(),
  /** The kind of data whose targets were used, and how it is known. */
  workloadType: z.string(),
  levelReason: z.string(),
  series: z.array(series),
  shifts: z.array(shift),
  unusual: z.array(unusual),
  /** Machines with signs, indications first; up to ten. */
  suspicions: z.array(suspicion),
  machinesWithSigns: z.object({ observation: count, indication: count }),
  savings: z.array(saving),
  notEstimated: z.array(z.string()),
});

const named = z.object({ name: z.string(), id: z.string() });

/** The figures of an estate's storage efficiency. */
export const efficiencyEstateSchema = z.object({
  jobs: z.object({ known: count, scored: count, unknown: count }),
  held: z.object({ full: sums, increment: sums, other: sums }),
  levels: z.record(z.string(), count),
  shifts: z.array(named.extend({ since: night, percent: z.number(), kind: z.string() })),
  unusualNights: count,
  suspicions: z.array(
    named.extend({
      machine: z.string(),
      since: night,
      level: z.string(),
      signs: z.array(z.string()),
      /** The harmless explanations that the data show. */
      seen: z.array(z.string()),
    }),
  ),
  machinesWithSigns: z.object({ observation: count, indication: count }),
  savings: z.array(
    z.object({
      cause: saving.shape.cause,
      bytes: bytes.nullable(),
      lowBytes: bytes,
      highBytes: bytes.nullable(),
      jobs: count,
      how: z.string(),
      /** By what could be saved there, or by what is stored there where that is not known. */
      largest: z.array(named.extend({ bytes })),
    }),
  ),
  notEstimated: z.array(z.string()),
  price: z.object({ perTerabyteMonth: z.number(), currency: z.string() }).nullable(),
});

export type EfficiencyMeasures = z.infer<typeof efficiencyMeasuresSchema>;
export type EfficiencyEstateMeasures = z.infer<typeof efficiencyEstateSchema>;
export type EfficiencyLevel = (typeof levels)[number];
export type ShiftMeasure = z.infer<typeof shift>;
export type UnusualMeasure = z.infer<typeof unusual>;
export type SeriesMeasure = z.infer<typeof series>;
export type Suspicion = z.infer<typeof suspicion>;
export type Saving = z.infer<typeof saving>;
