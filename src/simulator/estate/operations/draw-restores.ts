import { type Chance, chanceFrom, fraction, textHash, whole } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import type { SimulatedJob } from '../job.ts';
import { results } from '../session-table.ts';
import { dayMs, hourMs } from '../zone-clock.ts';
import type { Operation } from './operation.ts';
import { type RestoreKind, restoreKinds } from './restore-kinds.ts';
import { restoreTimes } from './restore-times.ts';
import { slotsTouching } from './slots.ts';

const weekMs = 7 * dayMs;
/** Share of weeks in which something of a job is restored. */
const restoredShare = 0.16;

type Ending = 'done' | 'warned' | 'failed' | 'canceled';

/** The restores people begin after `fromMs` and up to `toMs`; each job's weeks are drawn by themselves. */
export function drawnRestores(estate: Estate, fromMs: number, toMs: number): Operation[] {
  return estate.jobs
    .filter(({ behaviour }) => behaviour.name !== 'never-run')
    .flatMap((job) => restoresOf(estate, job, fromMs, toMs));
}

/** One restore with everything about it decided. */
export function restoreOf(
  estate: Estate,
  job: SimulatedJob,
  kind: RestoreKind,
  createdMs: number,
  given: { readonly chance: Chance; readonly ending?: Ending; readonly place?: number },
): Operation {
  const { chance } = given;
  const place = given.place ?? whole(chance, 0, job.workloads.length - 1);
  const times = restoreTimes(kind, job, estate.options.seed, chance);
  const ending = given.ending ?? endingOf(chance);
  const salt = Math.floor(fraction(chance) * 2 ** 31);
  return {
    kind,
    job: job.index,
    places: [place],
    name: kind.name.replace('%', itemAt(job.workloads, place)),
    ownerId: estate.identifiers.of('other', 200_000_000 + (salt % 100_000_000)),
    initiatedBy: `ESTATE\\operator${whole(chance, 1, 9)}`,
    createdMs,
    ...course(createdMs, times, ending, chance),
    result: resultOf(ending, chance),
    isCanceled: ending === 'canceled',
    bytes: times.bytes,
    salt,
  };
}

/** A kind that this job's backups can be restored by; null when there is none. */
function kindFor(job: SimulatedJob, chance: Chance): RestoreKind | null {
  const fitting = restoreKinds.filter(({ platforms }) => platforms.includes(job.kind.platformName));
  let draw = fraction(chance) * fitting.reduce((sum, { weight }) => sum + weight, 0);
  for (const kind of fitting) {
    draw -= kind.weight;
    if (draw < 0) return kind;
  }
  return null;
}

function restoresOf(estate: Estate, job: SimulatedJob, fromMs: number, toMs: number): Operation[] {
  return slotsTouching(weekMs, fromMs, toMs)
    .flatMap((week) => restoresInWeek(estate, job, week))
    .filter(({ createdMs }) => createdMs > fromMs && createdMs <= toMs);
}

function restoresInWeek(estate: Estate, job: SimulatedJob, week: number): Operation[] {
  const chance = chanceFrom(estate.options.seed, textHash('restore'), job.index, week);
  if (fraction(chance) >= restoredShare) return [];
  // Who restores once often tries again: the same day, another machine.
  const count = fraction(chance) < 0.75 ? 1 : whole(chance, 2, 4);
  const dayStartMs = week * weekMs + whole(chance, 0, 6) * dayMs;
  return Array.from({ length: count }, () => {
    const createdMs = Math.floor(dayStartMs + (6 + fraction(chance) * 11) * hourMs);
    const kind = kindFor(job, chance);
    return kind === null ? [] : [restoreOf(estate, job, kind, createdMs, { chance })];
  }).flat();
}

function endingOf(chance: Chance): Ending {
  const draw = fraction(chance);
  if (draw < 0.87) return 'done';
  if (draw < 0.92) return 'warned';
  return draw < 0.975 ? 'failed' : 'canceled';
}

// What fails or is stopped ends early, and what was to run from its backup never did.
function course(
  createdMs: number,
  { workMs, publishedMs, dismountMs }: ReturnType<typeof restoreTimes>,
  ending: Ending,
  chance: Chance,
) {
  if (ending === 'failed' || ending === 'canceled') {
    const endedMs =
      createdMs + Math.max(5_000, Math.floor(workMs * (0.05 + fraction(chance) * 0.9)));
    return { endedMs, mountedMs: null, dismountMs: null };
  }
  const workedMs = createdMs + workMs;
  if (publishedMs === null) return { endedMs: workedMs, mountedMs: null, dismountMs: null };
  const leftMs = workedMs + publishedMs;
  return { endedMs: leftMs + dismountMs, mountedMs: workedMs, dismountMs: leftMs };
}

function resultOf(ending: Ending, chance: Chance): number {
  if (ending === 'done') return results.success;
  if (ending === 'warned') return results.warning;
  if (ending === 'failed') return results.failed;
  return fraction(chance) < 0.5 ? results.failed : results.none;
}
