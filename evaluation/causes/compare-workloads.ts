import type { WorkloadMeasures } from '../../src/analysers/protection/measures.ts';
import type { SimulatorTruth } from '../../src/simulator/truth/truth.ts';
import type { WorkloadTruth } from '../../src/simulator/truth/workload-truth.ts';
import { type Tally, tallyOfSets } from './tally.ts';

const hourMs = 3_600_000;

type Workloads = ReadonlyMap<string, WorkloadMeasures>;

/**
 * Machines that no good run protects. To be found are those that every job passes over while it ends well; a claim is true
 * when that holds, or when the planted newest usable point is older than the product tolerates and a job of it ended well.
 */
export function compareGreenJobs(truth: SimulatorTruth, workloads: Workloads): Tally {
  const planted = new Map(truth.workloads.map((workload) => [keyOf(workload), workload]));
  const green = new Set(
    truth.jobs.flatMap(({ id, failedStreak }) => (failedStreak === 0 ? [id] : [])),
  );
  const former = formerShares(truth);
  const claimed = [...workloads].filter(
    ([id, { isGreenJobOnly }]) => isGreenJobOnly && !former.has(id),
  );
  const names = new Set(truth.workloads.map(({ name }) => name));
  const isTrue = ([id, { toleratedHours, newestUsable }]: (typeof claimed)[number]): boolean => {
    const workload = planted.get(id);
    // Of a machine that no run ever brought through there is nothing in the truth.
    const name = id.slice(id.indexOf('/') + 1);
    if (workload === undefined) return newestUsable === null && !names.has(name);
    if (workload.isProtectedByGreenJobOnly) return true;
    const ageMs = Date.parse(truth.asOf) - Date.parse(workload.newestUsable?.at ?? '1970-01-01');
    return ageMs > toleratedHours * hourMs && workload.jobIds.some((job) => green.has(job));
  };
  const real = truth.workloads.filter((one) => one.isProtectedByGreenJobOnly).map(keyOf);
  const seen = new Set([...real, ...claimed.filter(isTrue).map(([id]) => id)]);
  const tally = tallyOfSets(new Set(claimed.map(([id]) => id)), seen);
  const reasons = claimed.map(([id, { reason }]) => `${id}: ${reason}`);
  return { ...tally, examples: tally.examples.map((text) => withReason(text, reasons)) };
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

// No list shows the files of shares, so nothing ties their former names to the present ones: a known limit.
function formerShares({ workloads }: SimulatorTruth): ReadonlySet<string> {
  return new Set(
    workloads.flatMap(({ platform, formerName }) =>
      platform === 'UnstructuredData' && formerName !== null ? [`${platform}/${formerName}`] : [],
    ),
  );
}

function keyOf({ platform, name }: WorkloadTruth): string {
  return `${platform}/${name}`;
}

function withReason(text: string, reasons: readonly string[]): string {
  const id = text.slice(text.indexOf(': ') + 2);
  const reason = reasons.find((one) => one.startsWith(`${id}: `));
  return reason === undefined ? text : `${text}: ${reason.slice(id.length + 2)}`;
}
