import type { JobTarget, SimulatedJob } from '../job.ts';

/** Why a backup exists: its job writes to it, wrote to it before it moved, is gone, or never was here. */
export type BackupOrigin = 'job' | 'moved' | 'orphaned' | 'imported';

/** What one job, or an import, keeps in one repository. */
export interface SimulatedBackup {
  readonly index: number;
  readonly id: string;
  readonly origin: BackupOrigin;
  /** The job that made it, or one like it where that job is gone. */
  readonly job: SimulatedJob;
  readonly name: string;
  readonly target: JobTarget;
  /** Appliances that deduplicate themselves are given the data as they are: VBR saves nothing there. */
  readonly savesNothing: boolean;
  /** The first of its objects; they lie in the order of its workloads. */
  readonly firstObject: number;
  readonly objects: number;
}

/** One workload inside one backup. */
export interface SimulatedObject {
  readonly index: number;
  readonly id: string;
  readonly backup: SimulatedBackup;
  readonly place: number;
  readonly name: string;
  /** Left over from a machine that was replaced: it has no points. */
  readonly isOutdated: boolean;
}

export interface Catalogue {
  readonly backups: readonly SimulatedBackup[];
  readonly objects: readonly SimulatedObject[];
  /** The object that a job's workload has in the backup it wrote to then; null for a job that makes none. */
  readonly objectFor: (job: SimulatedJob, place: number, instantMs: number) => number | null;
}
