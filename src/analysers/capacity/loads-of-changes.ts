import type { CapacityMeasures } from './measures.ts';
import type { PlannedChange } from './planned-change.ts';
import {
  addedData,
  addedMachines,
  changedRetention,
  movedJob,
  type PlannedLoad,
} from './what-if.ts';

/** Loads on the forecast, how each change was read, and what was assumed where nothing was said. */
interface ReadChanges {
  readonly loads: readonly PlannedLoad[];
  readonly understood: readonly string[];
  readonly assumed: readonly string[];
}

type KnownHere = Pick<CapacityMeasures, 'growth' | 'reduction'> & {
  readonly freeing: Pick<CapacityMeasures['freeing'], 'locks' | 'countedShare'>;
};
type JobRow = CapacityMeasures['growth']['jobs'][number];

/** A job that a change names and nothing is known of. */
interface UnknownJob {
  readonly unknownJob: string;
}

const dailyChangeShare = 0.03;
const usualReductionShare = 0.5;
const usualRetentionDays = 14;

/**
 * What changes do to one repository. `elsewhere` are the jobs of other repositories, from which one may move here. Machines change 3 %
 * a day; their size is what they hold, of which the repository's own reduction leaves a part.
 */
export function loadsOfChanges(
  changes: readonly PlannedChange[],
  measures: KnownHere,
  elsewhere: readonly JobRow[],
): ReadChanges | UnknownJob {
  const read: ReadChanges[] = [];
  for (const change of changes) {
    const one = readChange(change, measures, elsewhere);
    if ('unknownJob' in one) return one;
    read.push(one);
  }
  return {
    loads: read.flatMap(({ loads }) => loads),
    understood: read.flatMap(({ understood }) => understood),
    assumed: [...new Set(read.flatMap(({ assumed }) => assumed))],
  };
}

function readChange(
  change: PlannedChange,
  measures: KnownHere,
  elsewhere: readonly JobRow[],
): ReadChanges | UnknownJob {
  switch (change.kind) {
    case 'data':
      return {
        loads: [addedData(change.gib, change.inDays)],
        understood: [`${amount(change.gib)} of stored data ${when(change.inDays)}`],
        assumed: [],
      };
    case 'machines':
      return newMachines(change, measures);
    case 'retention':
      return otherRetention(change, measures);
    case 'move':
      return move(change, measures, elsewhere);
  }
}

function newMachines(
  { count, gibEach, inDays }: Extract<PlannedChange, { kind: 'machines' }>,
  { growth, reduction }: KnownHere,
): ReadChanges {
  const held = growth.jobs.reduce((sum, { heldGib }) => sum + heldGib, 0);
  const workloads = growth.jobs.reduce((sum, job) => sum + job.workloads, 0);
  const storedShare = reduction === null ? usualReductionShare : Math.min(1, 1 / reduction.now);
  const each = gibEach ?? (workloads === 0 ? 0 : held / workloads / storedShare);
  const kept = retentionDaysOf(growth.jobs);
  const retentionDays = kept ?? usualRetentionDays;
  return {
    loads: [
      addedMachines({
        count,
        sizeEach: each,
        dailyChangeShare,
        storedShare,
        retentionDays,
        startsInDays: inDays,
      }),
    ],
    understood: [`${count} machines of ${amount(each)} ${when(inDays)}`],
    assumed: [
      `${Math.round(100 * storedShare)} % of a machine is stored${reduction === null ? ' (no ratio is known here)' : ' (the ratio here)'}`,
      `${100 * dailyChangeShare} % of a machine changes a day`,
      `retention ${retentionDays} days${kept === null ? '' : ' (the median here)'}`,
      ...(gibEach === null ? ['size: the mean of the machines here'] : []),
    ],
  };
}

function otherRetention(
  { fromDays, toDays, job }: Extract<PlannedChange, { kind: 'retention' }>,
  { growth, freeing }: KnownHere,
): ReadChanges | UnknownJob {
  const chosen = job === null ? growth.jobs : jobsNamed(growth.jobs, job);
  if (job !== null && chosen.length === 0) return { unknownJob: job };
  const loads = chosen.map((each) =>
    changedRetention(
      each.writtenGibPerDay * freeing.countedShare,
      fromDays ?? daysOf(each) ?? usualRetentionDays,
      toDays,
      each.immutableDays ?? 0,
    ),
  );
  const isShorter = loads.some(({ atOnce }) => atOnce < 0);
  const from = fromDays === null ? 'its present' : `${fromDays}`;
  const whose = job === null ? `all ${chosen.length} jobs` : `job ${chosen[0]?.name ?? job}`;
  return {
    loads,
    understood: [`retention of ${whose} from ${from} to ${toDays} days`],
    assumed: [
      'a day more of retention takes what a day writes',
      ...inProportion(freeing.countedShare),
      ...(isShorter && freeing.locks === 'not-told'
        ? ['no lock keeps the files: VBR does not tell of any here']
        : []),
      ...(fromDays === null && chosen.some((each) => daysOf(each) === null)
        ? [`retention ${usualRetentionDays} days where none is told; a point is taken for a day`]
        : []),
    ],
  };
}

function move(
  { job, arrives }: Extract<PlannedChange, { kind: 'move' }>,
  { growth, freeing }: KnownHere,
  elsewhere: readonly JobRow[],
): ReadChanges | UnknownJob {
  const [moved] = jobsNamed(arrives ? elsewhere : growth.jobs, job);
  if (moved === undefined) return { unknownJob: job };
  // Elsewhere its files may share no blocks.
  const share = arrives ? 1 : freeing.countedShare;
  const grewPerDay = moved.grewGib / growth.days;
  const { source, target } = movedJob(share * moved.heldGib, share * grewPerDay, 0);
  return {
    loads: [arrives ? target : source],
    understood: [
      `job ${moved.name} with ${amount(moved.heldGib)} ${arrives ? 'comes here' : 'leaves'}`,
    ],
    assumed: [
      'its backups move with it, and it grows as it did in the last days',
      ...inProportion(share),
    ],
  };
}

function inProportion(share: number): readonly string[] {
  if (share >= 1) return [];
  return [`files claim more than is used here: ${Math.round(100 * share)} % of a size is counted`];
}

function jobsNamed(jobs: readonly JobRow[], wanted: string): readonly JobRow[] {
  const sought = wanted.trim().toLowerCase();
  const exact = jobs.filter(({ name, jobId }) => name.toLowerCase() === sought || jobId === sought);
  if (exact.length > 0) return exact;
  const fitting = jobs.filter(({ name }) => name.toLowerCase().includes(sought));
  return fitting.length === 1 ? fitting : [];
}

function daysOf({ retention }: JobRow): number | null {
  return retention === null ? null : retention.quantity;
}

function retentionDaysOf(jobs: readonly JobRow[]): number | null {
  const days = jobs.flatMap((job) => daysOf(job) ?? []).toSorted((one, other) => one - other);
  return days[Math.floor(days.length / 2)] ?? null;
}

function amount(gib: number): string {
  return Math.abs(gib) >= 1024
    ? `${Math.round((10 * gib) / 1024) / 10} TB`
    : `${Math.round(gib)} GB`;
}

function when(inDays: number): string {
  return inDays === 0 ? 'now' : `in ${inDays} days`;
}
