import { type Added, addRun, busyUntil, nothingAdded, sumOf } from './add-run.ts';
import { type Chance, chanceFrom, fraction, textHash, whole } from './chance.ts';
import type { Estate, MissedSlot } from './estate.ts';
import { incidentHitting } from './incidents.ts';
import { isListed, jobAt, type SimulatedJob } from './job.ts';
import { startsBetween } from './schedule.ts';
import {
  incidentVerdict,
  plainVerdict,
  type RunPlace,
  type Verdict,
  verdictOf,
} from './verdict.ts';
import { hourMs } from './zone-clock.ts';

const mostLagMs = 45_000;
/** Share of the starts that a job with missed runs lets pass. */
const missedShare = 0.09;
/** Share of the days somebody starts a job that has no schedule. */
const startedByHandShare = 0.3;

/** Adds the runs a job's schedule starts after `fromMs` and up to `toMs`. */
export function addScheduledRuns(
  estate: Estate,
  job: SimulatedJob,
  fromMs: number,
  toMs: number,
): Added {
  if (job.afterJob !== null) return addFollowingRuns(estate, job, job.afterJob, fromMs, toMs);
  let added = nothingAdded;
  // A start may lag its minute, so one whose minute lies just before the window may still fall into it.
  for (const slotMs of slotsBetween(estate, job, fromMs - mostLagMs, toMs)) {
    const chance = chanceFrom(estate.options.seed, textHash('run'), job.index, slotMs);
    const startMs = slotMs + whole(chance, 1_000, mostLagMs);
    if (startMs <= fromMs || startMs > toMs || !runsAt(estate, job, startMs)) continue;
    added = sumOf(added, addSlot(estate, job, slotMs, startMs, chance));
  }
  return added;
}

function slotsBetween(estate: Estate, job: SimulatedJob, fromMs: number, toMs: number): number[] {
  const { change, schedule } = job;
  const former = change?.former.schedule;
  if (change === null || former === undefined || fromMs >= change.atMs) {
    return startsBetween(schedule, estate.clock, fromMs, toMs);
  }
  const changeMs = Math.min(change.atMs, toMs);
  return [
    ...startsBetween(former, estate.clock, fromMs, changeMs),
    ...startsBetween(schedule, estate.clock, changeMs, toMs),
  ];
}

function addSlot(
  estate: Estate,
  job: SimulatedJob,
  slotMs: number,
  startMs: number,
  chance: Chance,
): Added {
  const { name } = job.behaviour;
  const miss = (reason: MissedSlot['reason']): Added => {
    estate.missedSlots.push({ job: job.index, slotMs, reason });
    return nothingAdded;
  };
  if (name === 'unscheduled') {
    if (fraction(chance) >= startedByHandShare) return nothingAdded;
  } else if (
    name === 'missed' &&
    !isRepairedAt(estate, job, startMs) &&
    fraction(chance) < missedShare
  ) {
    return miss('skipped');
  }
  if (startMs <= busyUntil(estate, job)) return miss('busy');
  const verdict = verdictAt(estate, job, slotMs, startMs, chance);
  const added = addRun(estate, jobAt(job, startMs), startMs, verdict, chance);
  return added.sessions === 0 ? miss('left-out') : added;
}

/** Adds the runs of a job that starts whenever another one is over. */
function addFollowingRuns(
  estate: Estate,
  job: SimulatedJob,
  leader: number,
  fromMs: number,
  toMs: number,
): Added {
  let added = nothingAdded;
  // Bounded, because what is added here becomes part of the same table.
  const known = estate.runs.length();
  for (let run = 0; run < known; run += 1) {
    const { job: owner, endedMs } = estate.runs.row(run);
    if (owner !== leader || endedMs <= fromMs - mostLagMs || endedMs > toMs) continue;
    const chance = chanceFrom(estate.options.seed, textHash('run'), job.index, endedMs);
    const startMs = endedMs + whole(chance, 3_000, mostLagMs);
    if (startMs <= fromMs || startMs > toMs || startMs <= busyUntil(estate, job)) continue;
    const verdict = verdictAt(estate, job, startMs, startMs, chance);
    added = sumOf(added, addRun(estate, job, startMs, verdict, chance));
  }
  return added;
}

function verdictAt(
  estate: Estate,
  job: SimulatedJob,
  slotMs: number,
  startMs: number,
  chance: Chance,
): Verdict {
  const incident = incidentHitting(estate.incidents, job.index, startMs);
  if (incident !== null) return { ...incidentVerdict(job, incident.outcome), incident };
  if (isRepairedAt(estate, job, startMs)) return plainVerdict();
  return verdictOf(job, placeOf(estate, slotMs, startMs), estate.options.seed, chance);
}

function runsAt(estate: Estate, job: SimulatedJob, startMs: number): boolean {
  const { name, sinceMs } = job.behaviour;
  if (name === 'never-run' || !isListed(job, startMs)) return false;
  const ends = name === 'disabled' || (name === 'silent' && !isRepairedAt(estate, job, startMs));
  return !ends || startMs < sinceMs;
}

function isRepairedAt({ repairedMs }: Estate, { index }: SimulatedJob, instantMs: number): boolean {
  return (repairedMs.get(index) ?? Number.POSITIVE_INFINITY) <= instantMs;
}

function placeOf({ clock, startMs: begin, options }: Estate, slotMs: number, startMs: number) {
  const wallMs = slotMs + clock.offsetMinutes(slotMs) * 60_000;
  const place: RunPlace = {
    startMs,
    weekday: clock.weekday(slotMs),
    hour: Math.floor(wallMs / hourMs) % 24,
    localDay: clock.localDay(slotMs),
    age: (startMs - begin) / (options.now.getTime() - begin),
  };
  return place;
}
