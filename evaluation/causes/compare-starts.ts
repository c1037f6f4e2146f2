import type { JobMeasures } from '../../src/analysers/health/measures.ts';
import type { MissedRunTruth } from '../../src/simulator/truth/schedule-truth.ts';
import type { SimulatorTruth } from '../../src/simulator/truth/truth.ts';
import type { KeptClaims } from './kept-claims.ts';
import { sumOfTallies, type Tally, tallyOfSets } from './tally.ts';

const minuteMs = 60_000;
/** A start this young may still come, for all anybody can know. */
const youngMs = 6 * 60 * minuteMs;
const nearMs = 65 * minuteMs;
const rareMs = 6 * 24 * 60 * minuteMs;

type Jobs = ReadonlyMap<string, JobMeasures>;

/**
 * The instants that the product names as missed, ten a job at most, against the planted ones since the oldest of them. One
 * that the simulator left out at the end of its history may be called missed, but need not. After a job fell silent or
 * stalled, the planted truth has no instants, and before its first run nobody can know of it: nothing is compared there.
 */
export function compareMissed(
  truth: SimulatorTruth,
  { jobs, firstRuns }: Pick<KeptClaims, 'jobs' | 'firstRuns'>,
): Tally {
  const planted = Map.groupBy(truth.missedRuns, ({ jobId }) => jobId);
  const stopped = stoppedSince(truth);
  const asOfMs = Date.parse(truth.asOf);
  return sumOfTallies(
    [...jobs].map(([id, { missedRuns }]) => {
      const endMs = Math.min(stopped.get(id) ?? asOfMs, asOfMs);
      const claimed = missedRuns.expectedAt.map((at) => Date.parse(at)).filter((at) => at < endMs);
      const isCut = missedRuns.missed > missedRuns.expectedAt.length;
      const firstMs = firstRuns.get(id)?.getTime() ?? asOfMs;
      const fromMs = isCut ? Math.min(...claimed) - nearMs : firstMs;
      const real = (planted.get(id) ?? []).filter(({ slotAt }) => Date.parse(slotAt) >= fromMs);
      return tallyOfJob(`${id} (${missedRuns.source})`, claimed, real, asOfMs);
    }),
  );
}

function tallyOfJob(
  job: string,
  claimed: readonly number[],
  planted: readonly MissedRunTruth[],
  asOfMs: number,
): Tally {
  const open = planted.filter(({ reason }) => reason !== 'busy');
  const found = new Set<MissedRunTruth>();
  const wrong: number[] = [];
  for (const at of claimed) {
    const near = open
      .filter((slot) => !found.has(slot) && distance(slot, at) <= nearMs)
      .sort((one, other) => distance(one, at) - distance(other, at));
    const [slot] = near;
    if (slot === undefined) wrong.push(at);
    else found.add(slot);
  }
  const asked = planted.filter(
    (slot) =>
      found.has(slot) || (slot.reason === 'skipped' && Date.parse(slot.slotAt) < asOfMs - youngMs),
  );
  const missed = asked.filter((slot) => !found.has(slot));
  return {
    right: found.size,
    claimed: claimed.length,
    real: asked.length,
    examples: [
      ...wrong.map((at) => `wrongly missed: ${job} ${new Date(at).toISOString()}`),
      ...missed.map(({ slotAt }) => `not found: ${job} ${slotAt}`),
    ].slice(0, 2),
  };
}

function distance({ slotAt }: MissedRunTruth, at: number): number {
  return Math.abs(Date.parse(slotAt) - at);
}

function stoppedSince({ silentJobs, stalledRuns }: SimulatorTruth): ReadonlyMap<string, number> {
  return new Map([
    ...silentJobs.map(({ jobId, since }) => [jobId, Date.parse(since)] as const),
    ...stalledRuns.map(({ jobId, startedAt }) => [jobId, Date.parse(startedAt)] as const),
  ]);
}

/**
 * Jobs that went on ending well until nothing more came. Where the last two starts were left out by chance (the last one of a
 * job whose starts lie six days or more apart) and the job would go on, nobody can know it yet: it may be called silent, but
 * need not.
 */
export function compareSilent(truth: SimulatorTruth, jobs: Jobs): Tally {
  const real = new Set(truth.silentJobs.map(({ jobId }) => jobId));
  const lookingSilent = new Set(
    truth.jobs.filter((job) => missedItsLastStarts(truth, job)).map(({ id }) => id),
  );
  const claimed = [...jobsWith(jobs, ({ silence }) => silence !== null)];
  return tallyOfSets(new Set(claimed.filter((id) => real.has(id) || !lookingSilent.has(id))), real);
}

function missedItsLastStarts(
  { missedRuns }: SimulatorTruth,
  { id, lastRunStartedAt }: SimulatorTruth['jobs'][number],
): boolean {
  if (lastRunStartedAt === null) return false;
  const lastMs = Date.parse(lastRunStartedAt);
  const since = missedRuns
    .filter(({ jobId, reason }) => jobId === id && reason !== 'busy')
    .map(({ slotAt }) => Date.parse(slotAt))
    .filter((slotMs) => slotMs > lastMs);
  const [first = lastMs] = since.sort((one, other) => one - other);
  return since.length >= 2 || first - lastMs >= rareMs;
}

export function compareStalled(truth: SimulatorTruth, jobs: Jobs): Tally {
  return tallyOfSets(
    jobsWith(jobs, ({ stalledRun }) => stalledRun !== null),
    new Set(truth.stalledRuns.map(({ jobId }) => jobId)),
  );
}

function jobsWith(jobs: Jobs, has: (job: JobMeasures) => boolean): ReadonlySet<string> {
  return new Set([...jobs].filter(([, job]) => has(job)).map(([id]) => id));
}
