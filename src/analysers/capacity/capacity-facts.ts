import type { FileLock } from '../../domain/file-lock.ts';
import type { SourceState } from '../../domain/source-state.ts';
import type { CapacityDay, KeptForecast, StoredBackup } from '../../domain/stored-backup.ts';
import type { ForecastCalibration } from './calibration.ts';
import type { CapacitySettings } from './settings.ts';
import type { TierCapacity } from './tier-capacity.ts';

/** What one repository, or one tier of a scale-out repository, is judged by. */
export interface CapacityFacts {
  readonly subject: { readonly id: string; readonly name: string };
  readonly tier: TierCapacity;
  /** When the figures of the tier were read; null when never. */
  readonly readAt: Date | null;
  /** The last reading of each day, of each member. */
  readonly days: readonly CapacityDay[];
  readonly backups: readonly StoredBackup[];
  /** What is known of the locks on their files. */
  readonly lock: FileLock;
  readonly objectNames: ReadonlyMap<string, string>;
  /** The days of the capacity tier that a performance tier moves its backups to; none elsewhere. */
  readonly capacityTierDays: readonly CapacityDay[];
  readonly past: readonly KeptForecast[];
  readonly sources: readonly SourceState[];
  readonly asOf: Date;
  readonly settings: CapacitySettings;
  readonly calibration: ForecastCalibration;
}
