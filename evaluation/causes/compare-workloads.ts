import type { WorkloadMeasures } from '../../src/analysers/protection/measures.ts';
import type { SimulatorTruth } from '../../src/simulator/truth/truth.ts';
import type { WorkloadTruth } from '../../src/simulator/truth/workload-truth.ts';
import { type Tally, tallyOfSets } from './tally.ts';

const hourMs = 3_600_000;

type Workloads = ReadonlyMap<string, WorkloadMeasures>;

/** Shorter than any schedule makes sense of: a nightly run may take its two hours. */
const leastHours = 26;
/** A run's point comes within so many hours of its start. */
const runHours = 3;

/** What the schedules promise of a workload: in time or late beyond doubt, or neither. */
type Promptness = 'in-time' | 'late' | 'doubtful';

/**
 * Whether a workload's newest usable point is late by the schedules of its jobs, whatever the product tolerates. In time: no
 * older than the longest scheduled gap and a run. Late: twice that gap, and a day more than it at least. In between, and where
 * nothing starts by itself, it may be told either way.
 */
function promptnessOf({ asOf }: SimulatorTruth, workload: WorkloadTruth): Promptness {
  const { newestUsable, scheduledGapHours: gap, isLeft } = workload;
  if (newestUsable === null || isLeft) return 'in-time';
  if (gap === null) return 'doubtful';
  const ageHours = (Date.parse(asOf) - Date.parse(newestUsable.at)) / hourMs;
  if (ageHours <= Math.max(leastHours, gap + runHours)) return 'in-time';
  return ageHours > Math.max(2 * gap, gap + leastHours) ? 'late' : 'doubtful';
}

/** Workloads with a usable point that is too old, by the schedules of their jobs. */
export function compareLate(truth: SimulatorTruth, workloads: Workloads): Tally {
  const promptness = new Map(
    truth.workloads.map((one) => [keyOf(one), promptnessOf(truth, one)] as const),
  );
  const late = [...promptness].flatMap(([id, known]) => (known === 'late' ? [id] : []));
  const claimed = [...workloads].filter(
    ([id, { state }]) => state === 'late' && promptness.get(id) !== 'doubtful',
  );
  const all = [...workloads.values()].filter(({ state }) => state === 'late').length;
  const tally = tallyOfSets(new Set(claimed.map(([id]) => id)), new Set(late));
  const undecided = `called late and counted neither way: ${all - claimed.length}`;
  return withReasons({ ...tally, examples: [...tally.examples, undecided] }, workloads);
}

/**
 * Machines that no good run protects: every job in force passes them over while it ends well, or what there is of them is late
 * or not there at all while the last run of one of their jobs ended well.
 */
export function compareGreenJobs(truth: SimulatorTruth, workloads: Workloads): Tally {
  const green = new Set(
    truth.jobs.flatMap(({ id, isDisabled, failedStreak, runs }) =>
      failedStreak === 0 && !isDisabled && runs.history.success + runs.history.warning > 0
        ? [id]
        : [],
    ),
  );
  const real = new Set<string>();
  const doubtful = new Set<string>();
  for (const workload of truth.workloads) {
    const { isProtectedByGreenJobOnly, isLeft, newestUsable, jobIds } = workload;
    const promptness = promptnessOf(truth, workload);
    const isExposed = !isLeft && (newestUsable === null || promptness === 'late');
    const isGreen = jobIds.some((job) => green.has(job));
    if (isGreen && isExposed) real.add(idOf(workload, workloads));
    else if ((isGreen && promptness === 'doubtful') || isProtectedByGreenJobOnly) {
      doubtful.add(idOf(workload, workloads));
    }
  }
  const claimed = [...workloads].flatMap(([id, { isGreenJobOnly }]) =>
    isGreenJobOnly && !doubtful.has(id) ? [id] : [],
  );
  return withReasons(tallyOfSets(new Set(claimed), real), workloads);
}

/** What the product calls it: the platform of one that only tasks tell of is not known. */
function idOf(workload: WorkloadTruth, workloads: Workloads): string {
  const unknown = `unknown/${workload.name}`;
  return !workloads.has(keyOf(workload)) && workloads.has(unknown) ? unknown : keyOf(workload);
}

/** The newest usable point of each workload, by its id. */
export function compareNewestPoints(
  { workloads: real }: SimulatorTruth,
  workloads: Workloads,
): Tally {
  const claimed = [...workloads].flatMap(([id, { newestUsable }]) =>
    newestUsable === null ? [] : [`${id} ${newestUsable.id}`],
  );
  const planted = real.flatMap((workload) =>
    workload.newestUsable === null
      ? []
      : [`${keyOf(workload)} ${workload.newestUsable.restorePointId}`],
  );
  return tallyOfSets(new Set(claimed), new Set(planted));
}

function keyOf({ platform, name }: WorkloadTruth): string {
  return `${platform}/${name}`;
}

function withReasons(tally: Tally, workloads: Workloads): Tally {
  const examples = tally.examples.map((text) => {
    const reason = workloads.get(text.slice(text.indexOf(': ') + 2))?.reason;
    return reason === undefined ? text : `${text}: ${reason}`;
  });
  return { ...tally, examples };
}
