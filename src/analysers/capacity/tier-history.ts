import type { CapacityDay, StoredBackup } from '../../domain/stored-backup.ts';
import { capacityHistory, tierReadings } from './capacity-history.ts';
import type { DayReading } from './daily-series.ts';
import { rebuiltHistory } from './rebuilt-history.ts';
import type { TierCapacity } from './tier-capacity.ts';

type ReadingSource = CapacityDay['source'] | 'rebuilt';

interface SourcedReading extends DayReading {
  readonly source: ReadingSource;
}

/** Used space of a tier by day, and what is known of each day. */
export interface TierHistory {
  /** Oldest first. */
  readonly readings: readonly SourcedReading[];
  readonly extensions: ReadonlyArray<{
    readonly day: number;
    readonly fromGib: number;
    readonly toGib: number;
  }>;
  readonly offlineSamples: number;
  /** What was guessed a day to have gone before anybody looked; GiB. */
  readonly guessedPerDay: number;
}

/** The days of a tier's counted members on which each is known, and before the first of them what the backup files tell. */
export function tierHistory(
  tier: TierCapacity,
  days: readonly CapacityDay[],
  backups: readonly StoredBackup[],
): TierHistory {
  const members = tier.counted.map((id) => {
    const own = days.filter(({ repositoryId }) => repositoryId === id);
    return { own, history: capacityHistory(own) };
  });
  const [only, ...others] = members.map(({ history }) => history.readings);
  const sum = others.length === 0 ? (only ?? []) : tierReadings([only ?? [], ...others]);
  const known = sum.toSorted((one, other) => one.day - other.day);
  const imported = new Set(
    members.flatMap(({ own }) =>
      own.flatMap(({ source, takenAt }) =>
        source === 'imported' ? [Math.floor(takenAt.getTime() / 86_400_000)] : [],
      ),
    ),
  );
  const [first] = known.filter(({ value }) => value > 0);
  const rebuilt =
    first === undefined ? { readings: [], guessedPerDay: 0 } : rebuiltHistory(backups, first);
  return {
    readings: [
      ...rebuilt.readings.map((reading) => ({ ...reading, source: 'rebuilt' as const })),
      ...known.map((reading) => ({
        ...reading,
        source: imported.has(reading.day) ? ('imported' as const) : ('measured' as const),
      })),
    ],
    extensions: members
      .flatMap(({ history }) => history.steps)
      .toSorted((one, other) => one.day - other.day),
    offlineSamples: members.reduce((total, { history }) => total + history.offlineSamples, 0),
    guessedPerDay: rebuilt.guessedPerDay,
  };
}
