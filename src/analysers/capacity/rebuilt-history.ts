import type { StoredBackup } from '../../domain/stored-backup.ts';
import type { DayReading } from './daily-series.ts';
import { stockCourses, totalCourse } from './stock-course.ts';

/** Used space of days on which nobody looked, from the files that backups left behind. */
export interface RebuiltHistory {
  /** Oldest first; GiB. */
  readonly readings: readonly DayReading[];
  /** What was guessed to have gone unseen, a day; GiB. */
  readonly guessedPerDay: number;
}

const bytesPerGib = 1024 ** 3;
/** Further back more is guessed than seen. */
const mostDays = 60;

/**
 * Used space before the first reading: that reading less what the backups have come to hold since. What is used beside backups is
 * taken to have stood still. Where files claim more than is used (cloned blocks) they count in proportion.
 */
export function rebuiltHistory(
  backups: readonly StoredBackup[],
  first: DayReading,
): RebuiltHistory {
  const oldest = oldestFileDay(backups);
  const days = oldest === null ? 0 : Math.min(mostDays, first.day - oldest);
  if (days <= 0) return { readings: [], guessedPerDay: 0 };
  const from = first.day - days;
  const courses = backups.flatMap((stored) => stockCourses(stored, from, first.day));
  const { bytes, estimatedBytes } = totalCourse(courses, days + 1);
  const held = (bytes.at(-1) ?? 0) / bytesPerGib;
  if (held <= 0) return { readings: [], guessedPerDay: 0 };
  const share = Math.min(1, first.value / held);
  const readings = bytes.slice(0, days).map((amount, index) => ({
    day: from + index,
    value: first.value - share * (held - amount / bytesPerGib),
  }));
  const guessed = ((estimatedBytes[0] ?? 0) * share) / bytesPerGib;
  // Nothing or less than nothing: so far back the files tell no more.
  const usable = readings.slice(readings.findLastIndex(({ value }) => !(value > 0)) + 1);
  return { readings: usable, guessedPerDay: guessed / days };
}

function oldestFileDay(backups: readonly StoredBackup[]): number | null {
  let oldest: number | null = null;
  for (const { files } of backups) {
    for (const { createdAt } of files) {
      const day = Math.floor(createdAt.getTime() / 86_400_000);
      if (oldest === null || day < oldest) oldest = day;
    }
  }
  return oldest;
}
