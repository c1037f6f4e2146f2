import type {
  RepositoryDefinition,
  RepositoryState,
  ScaleOutRepository,
} from '../domain/repository.ts';
import type { CapacityDay, KeptForecast, StoredBackup } from '../domain/stored-backup.ts';
import type { Kept } from './collection-store.ts';

/** The storage of one server as last read. */
export interface KeptStorage {
  readonly states: readonly RepositoryState[];
  readonly definitions: readonly RepositoryDefinition[];
  readonly scaleOutRepositories: readonly ScaleOutRepository[];
  /** When each repository was last measured. */
  readonly measuredAt: ReadonlyMap<string, Date>;
}

/** What is to be judged anew: repositories that are marked, and when and by which settings each finding was made. */
export interface CapacityDue {
  readonly markedIds: ReadonlySet<string>;
  readonly judged: ReadonlyMap<string, { readonly asOf: Date; readonly by: string | null }>;
  /** Up to when marks were read. */
  readonly readAt: Date;
}

/** A day that a person imports. */
export interface ImportedDay {
  readonly vbrServerId: number;
  readonly repositoryId: string;
  /** `YYYY-MM-DD`, in UTC. */
  readonly day: string;
  readonly capacityGib: number | null;
  readonly usedGib: number;
}

/** Capacity's part of the metrics database, as the analyst role. */
export interface CapacityStore {
  /** Takes the new samples into one row a day and marks the repositories whose day, capacity or state is new. */
  readonly rollUpDays: (vbrServerId: number) => Promise<number>;
  readonly storage: (vbrServerId: number) => Promise<KeptStorage>;
  readonly due: (vbrServerId: number) => Promise<CapacityDue>;
  /** Oldest first. */
  readonly days: (
    vbrServerId: number,
    repositoryIds: readonly string[],
    since: Date,
  ) => Promise<readonly CapacityDay[]>;
  /** Backups that lie in one of these repositories, with the files there are and those that went since an instant. */
  readonly backupsIn: (
    vbrServerId: number,
    repositoryIds: readonly string[],
    since: Date,
  ) => Promise<readonly StoredBackup[]>;
  readonly objectNames: (
    vbrServerId: number,
    objectIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
  readonly pastForecasts: (
    vbrServerId: number,
    subjectId: string,
    since: Date,
  ) => Promise<readonly KeptForecast[]>;
  readonly keepForecast: (
    vbrServerId: number,
    passId: string,
    forecast: KeptForecast,
  ) => Promise<void>;
  /** Clears the marks of these repositories that are no younger than `readAt`. */
  readonly clearMarks: (
    vbrServerId: number,
    repositoryIds: readonly string[],
    readAt: Date,
  ) => Promise<void>;
  /** Removes the findings of subjects that are no longer there. */
  readonly forgetOthers: (vbrServerId: number, subjectIds: readonly string[]) => Promise<number>;
  /** All or nothing; a day that was measured stays as it was. Marks the repositories. */
  readonly importDays: (days: readonly ImportedDay[]) => Promise<Kept>;
}
