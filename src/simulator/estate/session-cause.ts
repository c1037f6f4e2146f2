import { type Cause, type CauseScene, causeText } from './causes/cause.ts';
import { causeAt, warningCauseIndex } from './causes/causes.ts';
import { lengthened } from './causes/lengthened.ts';
import { chanceFrom, fraction, pick, textHash, whole } from './chance.ts';
import { type ComponentKind, componentOf } from './component.ts';
import type { Estate } from './estate.ts';
import { itemAt } from './item-at.ts';
import { jobAt, type SimulatedJob } from './job.ts';
import { results } from './session-table.ts';
import { isSkipped } from './skipped-workloads.ts';

/** Why a session of a job failed or warned; null when nothing went wrong or somebody stopped it. */
export function causeOfSession(estate: Estate, session: number): Cause | null {
  const { run, result, isCanceled } = estate.sessions.row(session);
  if (run < 0 || isCanceled) return null;
  const planted = estate.runs.row(run);
  if (result === results.failed) return causeAt(planted.cause);
  if (result !== results.warning) return null;
  if (planted.attempts === 1) return causeAt(planted.cause);
  const chance = chanceFrom(estate.options.seed, textHash('late warning'), run);
  return causeAt(warningCauseIndex(chance, itemAt(estate.jobs, planted.job).kind));
}

/** The places of the workloads a run went wrong for; at least one. */
export function affectedPlaces(estate: Estate, run: number): number[] {
  const { job: index, startedMs } = estate.runs.row(run);
  const job = jobAt(itemAt(estate.jobs, index), startedMs);
  const count = job.workloads.length;
  // What came into the job last is what made it fail.
  const isAddition = job.change?.kind === 'objects' && startedMs >= job.change.atMs;
  if (isAddition) return [count - 1];
  const chance = chanceFrom(estate.options.seed, textHash('affected'), index, startedMs);
  const all = Array.from({ length: count }, (_, place) => place);
  const tried = all.filter((place) => !isSkipped(job, place, startedMs));
  const places = tried.length > 0 ? tried : all;
  const certain = pick(chance, places);
  return places.filter((place) => fraction(chance) < 0.2 || place === certain);
}

/** The cause's whole text as the log of this workload carries it. */
export function textFor(estate: Estate, cause: Cause, run: number, workload: string): string {
  const { job, startedMs } = estate.runs.row(run);
  const { seed } = estate.options;
  const scene = sceneOf(seed, jobAt(itemAt(estate.jobs, job), startedMs), startedMs, workload);
  const chance = chanceFrom(seed, textHash('length'), run, textHash(workload));
  return lengthened(causeText(cause, scene), chance);
}

function sceneOf(seed: number, job: SimulatedJob, startedMs: number, workload: string): CauseScene {
  const chance = chanceFrom(seed, textHash('scene'), job.index, startedMs);
  const slash = job.targetPath.includes('\\') ? '\\' : '/';
  const named = (kind: ComponentKind): string => componentOf(job, kind, seed).name;
  return {
    workload,
    repository: job.targetName,
    proxy: named('proxy'),
    host: named('host'),
    gateway: named('gateway'),
    vcenter: named('vcenter'),
    datastore: named('datastore'),
    account: named('account'),
    server: named('server'),
    path: [job.targetPath, job.name, `${workload}.vib`].join(slash),
    number: harmless(whole(chance, 100, 9_999)),
  };
}

// Two of HTTP's statuses would say more than a number that means nothing.
function harmless(number: number): number {
  return number === 401 || number === 503 ? number + 1 : number;
}
