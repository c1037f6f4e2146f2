import { type Cause, type CauseScene, causeText } from './causes/cause.ts';
import { causeAt, warningCauseIndex } from './causes/causes.ts';
import { chanceFrom, fraction, textHash, whole } from './chance.ts';
import type { Estate } from './estate.ts';
import { itemAt } from './item-at.ts';
import type { SimulatedJob } from './job.ts';
import { results } from './session-table.ts';

/** Why a session of a job failed or warned; null when nothing went wrong or somebody stopped it. */
export function causeOfSession(estate: Estate, session: number): Cause | null {
  const { run, result, isCanceled } = estate.sessions.row(session);
  if (run < 0 || isCanceled) return null;
  const planted = estate.runs.row(run);
  if (result === results.failed) return causeAt(planted.cause);
  if (result !== results.warning) return null;
  if (planted.attempts === 1) return causeAt(planted.cause);
  return causeAt(warningCauseIndex(chanceFrom(estate.options.seed, textHash('late warning'), run)));
}

/** The places of the workloads a run went wrong for; at least one. */
export function affectedPlaces(estate: Estate, run: number): number[] {
  const { job, startedMs } = estate.runs.row(run);
  const count = itemAt(estate.jobs, job).workloads.length;
  const chance = chanceFrom(estate.options.seed, textHash('affected'), job, startedMs);
  const certain = whole(chance, 0, count - 1);
  const places = Array.from({ length: count }, (_, place) => place);
  return places.filter((place) => fraction(chance) < 0.2 || place === certain);
}

/** The cause's whole text as the log of this workload carries it. */
export function textFor(estate: Estate, cause: Cause, run: number, workload: string): string {
  const { job, startedMs } = estate.runs.row(run);
  return causeText(cause, sceneOf(estate, itemAt(estate.jobs, job), startedMs, workload));
}

function sceneOf(
  { options }: Estate,
  job: SimulatedJob,
  startedMs: number,
  workload: string,
): CauseScene {
  const number = whole(
    chanceFrom(options.seed, textHash('scene'), job.index, startedMs),
    100,
    9_999,
  );
  const slash = job.targetPath.includes('\\') ? '\\' : '/';
  return {
    workload,
    repository: job.targetName,
    host: `proxy${(number % 6) + 1}.estate.example`,
    path: [job.targetPath, job.name, `${workload}.vib`].join(slash),
    number,
  };
}
