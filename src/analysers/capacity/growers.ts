import type { FileLock } from '../../domain/file-lock.ts';
import type { StoredBackup } from '../../domain/stored-backup.ts';
import { type StockCourse, stockCourses, totalCourse } from './stock-course.ts';

/** Who takes the space: a job or a workload with what it holds and how that grew. */
interface Grower {
  readonly name: string;
  readonly heldGib: number;
  readonly grewGib: number;
  /** New files a day, whatever went meanwhile. */
  readonly writtenGibPerDay: number;
}

interface JobGrower extends Grower {
  readonly jobId: string | null;
  readonly retention: StoredBackup['retention'];
  /** How long its files stay locked; null: no lock is known. */
  readonly immutableDays: number | null;
  readonly workloads: number;
}

interface Growers {
  readonly jobs: readonly JobGrower[];
  readonly workloads: readonly Grower[];
}

const bytesPerGib = 1024 ** 3;
const dayMs = 86_400_000;

/** Growth of the last days split by job and by workload, largest growth first. */
export function growersOf(
  backups: readonly StoredBackup[],
  lock: FileLock,
  objectNames: ReadonlyMap<string, string>,
  lastDay: number,
  days: number,
): Growers {
  const grown = backups.map((stored) => grownBackup(stored, lock, lastDay, days));
  const byGrowth = (one: Grower, other: Grower) => other.grewGib - one.grewGib;
  const ofWorkloads = grown.flatMap(({ objects }) =>
    objects.flatMap(({ objectId, figures }) => {
      const name = objectNames.get(objectId ?? '');
      return name === undefined ? [] : [{ name, ...figures }];
    }),
  );
  return {
    jobs: joined(
      grown.map(({ job }) => job),
      ({ jobId, name }) => jobId ?? `backup ${name}`,
      (known, job) => ({
        ...known,
        ...sumOf(known, job),
        workloads: known.workloads + job.workloads,
      }),
    ).toSorted(byGrowth),
    workloads: joined(
      ofWorkloads,
      ({ name }) => name,
      (known, own) => ({ name: known.name, ...sumOf(known, own) }),
    ).toSorted(byGrowth),
  };
}

/** One backup with its job's figures and those of each workload. */
function grownBackup(stored: StoredBackup, lock: FileLock, lastDay: number, days: number) {
  const courses = stockCourses(stored, lastDay - days, lastDay);
  const written = writtenBy(stored, lastDay, days);
  const writtenBytes = [...written.values()].reduce((sum, bytes) => sum + bytes, 0);
  const job: JobGrower = {
    ...figuresOf(totalCourse(courses, days + 1), writtenBytes / days),
    name: stored.jobName ?? stored.backup.name,
    jobId: stored.backup.jobId,
    retention: stored.retention,
    immutableDays: lockedDaysOf(stored, lock),
    workloads: courses.filter(({ bytes }) => (bytes.at(-1) ?? 0) > 0).length,
  };
  const objects = courses.map((course) => ({
    objectId: course.objectId,
    figures: figuresOf(course, (written.get(course.objectId) ?? 0) / days),
  }));
  return { job, objects };
}

/** A lock for as long as retention lasts ends with the days or points that were promised; a point is taken for a day. */
function lockedDaysOf({ retention }: StoredBackup, { longest }: FileLock): number | null {
  if (longest === null) return null;
  const kept = longest.untilRetention ? (retention?.quantity ?? 0) : 0;
  return Math.max(longest.days, kept);
}

/** A job has a backup for each platform and more where it moved, a workload one in each of its jobs: those of one key as one. */
function joined<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  join: (known: Row, next: Row) => Row,
): readonly Row[] {
  const byKey = new Map<string, Row>();
  for (const row of rows) {
    const known = byKey.get(keyOf(row));
    byKey.set(keyOf(row), known === undefined ? row : join(known, row));
  }
  return [...byKey.values()];
}

type Figures = Omit<Grower, 'name'>;

function figuresOf({ bytes }: Pick<StockCourse, 'bytes'>, writtenBytes: number): Figures {
  const held = bytes.at(-1) ?? 0;
  return {
    heldGib: held / bytesPerGib,
    grewGib: (held - (bytes[0] ?? 0)) / bytesPerGib,
    writtenGibPerDay: writtenBytes / bytesPerGib,
  };
}

function sumOf(one: Figures, other: Figures): Figures {
  return {
    heldGib: one.heldGib + other.heldGib,
    grewGib: one.grewGib + other.grewGib,
    writtenGibPerDay: one.writtenGibPerDay + other.writtenGibPerDay,
  };
}

/** Bytes of the files made in the last days, by workload; those that went again count too. */
function writtenBy(
  { files, gone }: StoredBackup,
  lastDay: number,
  days: number,
): ReadonlyMap<string | null, number> {
  const written = new Map<string | null, number>();
  const add = (objectId: string | null, day: number, bytes: number) => {
    if (day <= lastDay - days || day > lastDay) return;
    written.set(objectId, (written.get(objectId) ?? 0) + bytes);
  };
  for (const { objectIds, createdAt, backupBytes } of files) {
    add(objectIds[0] ?? null, Math.floor(createdAt.getTime() / dayMs), backupBytes ?? 0);
  }
  for (const { objectId, createdDay, bytes } of gone) add(objectId, createdDay, bytes);
  return written;
}
