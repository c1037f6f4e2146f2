import type { ByteSums, StoredByJob } from '../../domain/efficiency.ts';
import { reductionOf } from '../../domain/reduction.ts';
import { addBytes } from './byte-sums.ts';
import type { EfficiencyLevel } from './measures.ts';
import type { EfficiencySettings } from './settings.ts';

/** What a job's data should reach, and what it reaches. */
export interface JudgedLevel {
  readonly level: EfficiencyLevel | null;
  readonly workloadType: string;
  readonly reason: string;
  /** Targets of the two parts; null where nothing is asked of the data. */
  readonly targets: { readonly deduplication: number; readonly compression: number } | null;
}

type Held = Readonly<Record<'full' | 'increment' | 'other', ByteSums>>;

/**
 * The level of the kind of file that takes most space, against the targets of its kind of data. Data of which almost nothing can be saved
 * although the job compresses came packed or encrypted, or goes to storage that deduplicates itself: nobody is blamed for it.
 */
export function judgeLevel(
  stored: StoredByJob,
  held: Held,
  settings: EfficiencySettings,
): JudgedLevel {
  const type = typeOf(stored, settings);
  const main = held.full.backupBytes >= held.increment.backupBytes ? held.full : held.increment;
  const { factor } = reductionOf(main.backupBytes > 0 ? main : held.other);
  const told = type === null ? 'not known: general targets' : `${type.name}, ${type.known}`;
  const { deduplication, compression } = settings.targets;
  if (factor === null) {
    const reason = 'no file tells both of its sizes';
    return { level: null, workloadType: told, reason, targets: null };
  }
  if (isIncompressible(stored, held, settings)) {
    const reason = `more than ${settings.incompressiblePercent} % remain although the job is not told to leave data as they are: they came packed or encrypted, or the storage deduplicates itself`;
    return { level: 'NOT-COMPRESSIBLE', workloadType: told, reason, targets: null };
  }
  const wanted = type ?? settings.targets;
  const level = levelOf(factor, wanted);
  // A kind of data with lower targets asks less of both parts alike.
  const share = Math.log(wanted.excellent) / Math.log(Math.max(1.01, settings.targets.excellent));
  return {
    level,
    workloadType: told,
    reason: `${factor.toFixed(2)} against ${wanted.excellent} / ${wanted.good} / ${wanted.fair}`,
    targets: { deduplication: deduplication ** share, compression: compression ** share },
  };
}

/** The kind of data where the platform of its backups tells it, else by names; null where neither does. */
function typeOf({ name, files, backups }: StoredByJob, settings: EfficiencySettings) {
  const { databases, unstructuredData } = settings;
  const known = 'by the platform of its backups';
  const platforms = backups.map(({ platformName }) => platformName.toLowerCase());
  const isOn = (named: readonly string[]) =>
    platforms.length > 0 && platforms.every((platform) => named.includes(platform));
  if (isOn(databasePlatforms)) return { name: 'database', known, ...databases };
  if (isOn(sharePlatforms)) return { name: 'files and objects', known, ...unstructuredData };
  const names = new Set(files.flatMap(({ workloads }) => workloads));
  const pattern = new RegExp(databases.namePattern, 'i');
  const fitting = [...names].filter((each) => pattern.test(each)).length;
  const isDatabase = pattern.test(name) || (names.size > 0 && fitting > names.size / 2);
  return isDatabase ? { name: 'database', known: 'by name: a guess', ...databases } : null;
}

/** Of VBR's platforms (1.3-rev2). */
const databasePlatforms = ['mongodb', 'iris'];
const sharePlatforms = ['unstructureddata'];

function levelOf(
  factor: number,
  { excellent, good, fair }: Pick<EfficiencySettings['targets'], 'excellent' | 'good' | 'fair'>,
): EfficiencyLevel {
  if (factor >= excellent) return 'EXCELLENT';
  if (factor >= good) return 'GOOD';
  return factor >= fair ? 'FAIR' : 'POOR';
}

function isIncompressible(
  { storage }: StoredByJob,
  held: Held,
  { incompressiblePercent }: EfficiencySettings,
): boolean {
  const isLeftAsItIs =
    /^none$/i.test(storage?.compressionLevel ?? '') || storage?.isDedupEnabled === false;
  if (isLeftAsItIs) return false;
  const reduction = reductionOf(addBytes(addBytes(held.full, held.increment), held.other));
  return (
    (reduction.dedupRemainingPercent ?? 0) > incompressiblePercent &&
    (reduction.compressRemainingPercent ?? 0) > incompressiblePercent
  );
}
