import type { Backup, BackupFile } from './backup.ts';
import type { JobStorage } from './job.ts';
import type { CapacitySample } from './repository.ts';

/** The last reading of a day; days count from 1970 in UTC. `imported` came from a file that a person gave. */
export interface CapacityDay extends CapacitySample {
  readonly source: 'measured' | 'imported';
}

/** Files that VBR has no longer, of one workload, by the days they were made and were first missed. */
export interface GoneFiles {
  readonly objectId: string | null;
  readonly createdDay: number;
  readonly goneDay: number;
  readonly bytes: number;
}

/** A backup with the files it holds and held, and what keeps them. */
export interface StoredBackup {
  readonly backup: Backup;
  /** Null where no job of that id is listed any more. */
  readonly jobName: string | null;
  readonly retention: JobStorage['retention'];
  readonly gfs: JobStorage['gfs'];
  /** Since when its files are watched: what went before that nobody saw. */
  readonly watchedSince: Date;
  readonly files: readonly BackupFile[];
  readonly gone: readonly GoneFiles[];
}

/** What was expected of one day, so many days after the forecast was made; GiB. */
export interface ForecastPoint {
  readonly daysAhead: number;
  readonly expected: number;
  readonly low80: number;
  readonly high80: number;
  readonly low95: number;
  readonly high95: number;
}

/** A forecast as it was made, kept to be held against what came. */
export interface KeptForecast {
  /** Of a repository, or of a tier of a scale-out repository. */
  readonly subjectId: string;
  readonly madeOnDay: number;
  readonly asOf: Date;
  readonly points: readonly ForecastPoint[];
}
