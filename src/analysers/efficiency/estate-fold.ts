import type { ByteSums } from '../../domain/efficiency.ts';
import type { Finding } from '../../domain/finding.ts';
import { addBytes, noBytes } from './byte-sums.ts';
import {
  type EfficiencyEstateMeasures,
  efficiencyMeasuresSchema,
  type Saving,
  type Suspicion,
} from './measures.ts';

/** Points and weights of one part, each times the job's bytes on disk. */
interface WeightedPart {
  readonly name: string;
  readonly pointBytes: number;
  readonly weightBytes: number;
}

type Savings = EfficiencyEstateMeasures['savings'];

/** What the jobs seen so far come to. */
export interface EfficiencyFold {
  readonly jobs: EfficiencyEstateMeasures['jobs'];
  readonly held: EfficiencyEstateMeasures['held'];
  readonly levels: Readonly<Record<string, number>>;
  readonly shifts: EfficiencyEstateMeasures['shifts'];
  readonly unusualNights: number;
  readonly suspicions: EfficiencyEstateMeasures['suspicions'];
  readonly machinesWithSigns: EfficiencyEstateMeasures['machinesWithSigns'];
  readonly savings: Savings;
  readonly exclusionsUntold: number;
  readonly parts: readonly WeightedPart[];
  readonly confidenceBytes: number;
  readonly scoredBytes: number;
}

const mostLargest = 5;

export function emptyEfficiencyFold(): EfficiencyFold {
  return {
    jobs: { known: 0, scored: 0, unknown: 0 },
    held: { full: noBytes, increment: noBytes, other: noBytes },
    levels: {},
    shifts: [],
    unusualNights: 0,
    suspicions: [],
    machinesWithSigns: { observation: 0, indication: 0 },
    savings: [],
    exclusionsUntold: 0,
    parts: [],
    confidenceBytes: 0,
    scoredBytes: 0,
  };
}

/** The fold with one more job. */
export function addJobEfficiency(fold: EfficiencyFold, finding: Finding): EfficiencyFold {
  const read = efficiencyMeasuresSchema.safeParse(finding.measures);
  const isScored = finding.status === 'scored' && read.success;
  const jobs = {
    known: fold.jobs.known + 1,
    scored: fold.jobs.scored + Number(isScored),
    unknown: fold.jobs.unknown + Number(!isScored),
  };
  if (!read.success) return { ...fold, jobs };
  const { held, level, shifts, unusual, suspicions, savings, machinesWithSigns, notEstimated } =
    read.data;
  const { id, name } = finding.subject;
  const bytes = held.full.backupBytes + held.increment.backupBytes + held.other.backupBytes;
  const key = level ?? 'UNKNOWN';
  const weighed = isScored ? weighedParts(fold, finding.parts, bytes) : fold.parts;
  return {
    jobs,
    held: heldTogether(fold.held, held),
    levels: { ...fold.levels, [key]: (fold.levels[key] ?? 0) + 1 },
    shifts: [
      ...fold.shifts,
      ...shifts.map(({ since, percent, kind }) => ({ id, name, since, percent, kind })),
    ],
    unusualNights: fold.unusualNights + unusual.length,
    suspicions: [...fold.suspicions, ...suspicions.map((each) => ({ id, name, ...briefly(each) }))],
    machinesWithSigns: {
      observation: fold.machinesWithSigns.observation + machinesWithSigns.observation,
      indication: fold.machinesWithSigns.indication + machinesWithSigns.indication,
    },
    savings: savings.reduce(
      (sums, saving) => withSaving(sums, saving, { id, name, bytes: saving.bytes ?? bytes }),
      fold.savings,
    ),
    exclusionsUntold: fold.exclusionsUntold + Number(notEstimated.length > 0),
    parts: weighed,
    confidenceBytes: fold.confidenceBytes + (isScored ? bytes * finding.confidence.value : 0),
    scoredBytes: fold.scoredBytes + (isScored ? bytes : 0),
  };
}

function briefly({ machine, since, level, signs, benign }: Suspicion) {
  const seen = benign.filter((each) => each.seen).map(({ explanation }) => explanation);
  const told = signs.map(({ night, what }) => `${night}: ${what}`);
  return { machine, since, level, signs: told, seen };
}

function heldTogether(
  one: Readonly<Record<'full' | 'increment' | 'other', ByteSums>>,
  other: Readonly<Record<'full' | 'increment' | 'other', ByteSums>>,
) {
  return {
    full: addBytes(one.full, other.full),
    increment: addBytes(one.increment, other.increment),
    other: addBytes(one.other, other.other),
  };
}

function weighedParts(
  fold: EfficiencyFold,
  parts: readonly { name: string; points: number; weight: number }[],
  bytes: number,
): readonly WeightedPart[] {
  return parts.map(({ name, points, weight }) => {
    const known = fold.parts.find((part) => part.name === name);
    return {
      name,
      pointBytes: (known?.pointBytes ?? 0) + points * bytes,
      weightBytes: (known?.weightBytes ?? 0) + weight * bytes,
    };
  });
}

function withSaving(
  sums: Savings,
  saving: Saving,
  subject: Savings[number]['largest'][number],
): Savings {
  const known = sums.find(({ cause }) => cause === saving.cause);
  const largest = [...(known?.largest ?? []), subject]
    .sort((one, other) => other.bytes - one.bytes)
    .slice(0, mostLargest);
  const sum = {
    cause: saving.cause,
    bytes: together(known?.bytes, saving.bytes),
    lowBytes: (known?.lowBytes ?? 0) + saving.lowBytes,
    highBytes: together(known?.highBytes, saving.highBytes),
    jobs: (known?.jobs ?? 0) + 1,
    how: estateHow[saving.cause],
    largest,
  };
  return [...sums.filter(({ cause }) => cause !== saving.cause), sum];
}

/** What is not known of one is not known of all. */
function together(known: number | null | undefined, more: number | null): number | null {
  return known === null || more === null ? null : (known ?? 0) + more;
}

const estateHow = {
  'compression-level':
    'jobs that compress nothing, held against what remains at the others (quartiles)',
  'deduplication-setting': 'jobs without deduplication, held against the others (quartiles)',
  exclusions:
    'jobs that back up blocks of deleted files or swap files, which VBR can leave out of guests with NTFS; how much they are it does not tell; those that store most first',
  'surplus-fulls': 'sizes of fulls within a week of the one before; less where blocks are shared',
  'orphaned-chains': 'sizes of files that no listed job owns; less where blocks are shared',
} as const;
