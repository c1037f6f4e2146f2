import { type Added, addRun, addScheduledRuns, nothingAdded, sumOf } from './add-run.ts';
import { isOrdinary, plantedBehaviours } from './behaviour.ts';
import { chanceFrom, shuffled, textHash } from './chance.ts';
import { type Estate, type EstateOptions, settle } from './estate.ts';
import { createIdentifiers } from './identifiers.ts';
import type { FailureRates, SimulatedJob } from './job.ts';
import { draftJob, finishJob, type JobDraft } from './jobs.ts';
import { createStorage } from './repositories.ts';
import { createRunTable } from './run-table.ts';
import { type Schedule, scheduleNear, startsPerWeek } from './schedule.ts';
import { createSessionTable } from './session-table.ts';
import { addSideSessions } from './side-sessions.ts';
import { createZoneClock, dayMs, hourMs } from './zone-clock.ts';

/** How far the zone's clock reaches beyond now, for an estate that is advanced. */
const futureDays = 400;

/** Makes an estate with its whole history; equal options give equal estates. */
export function createEstate(options: EstateOptions): Estate {
  const estate = emptyEstate(options);
  const drafts = draftJobs(estate);
  const weeks = options.days / 7;
  const natural = drafts.reduce((sum, { schedule }) => sum + startsPerWeek(schedule) * weeks, 0);
  const aim = options.sessions ?? natural;
  let added = nothingAdded;
  const made: SimulatedJob[] = [];
  for (const [place, draft] of drafts.entries()) {
    const jobsLeft = drafts.length - place;
    const rates = ratesFor(estate, draft, aim, added);
    const schedule = scheduleFor(estate, draft, (aim - added.sessions) / jobsLeft / weeks, rates);
    const job = finishJob(draft, schedule, rates);
    made.push(job);
    added = sumOf(added, addHistory(estate, job));
  }
  estate.jobs.push(...made.sort((left, right) => left.index - right.index));
  addSideSessions(estate, estate.startMs, estate.nowMs);
  settle(estate, estate.nowMs);
  return estate;
}

function emptyEstate(options: EstateOptions): Estate {
  const nowMs = options.now.getTime();
  const startMs = nowMs - options.days * dayMs;
  const identifiers = createIdentifiers(options.seed);
  return {
    options,
    clock: createZoneClock(options.zone, startMs - 7 * dayMs, nowMs + futureDays * dayMs),
    identifiers,
    storage: createStorage(options.repositories, options.seed, identifiers, startMs, nowMs),
    jobs: [],
    sessions: createSessionTable(),
    runs: createRunTable(),
    startMs,
    busyUntilMs: [],
    lastSession: Array.from({ length: options.jobs }, () => -1),
    nowMs,
    version: 0,
    firstVisible: 0,
    visibleEnd: 0,
  };
}

// What is planted comes first, so that the ordinary jobs after it can make up for it in the shares.
function draftJobs(estate: Estate): JobDraft[] {
  const { options } = estate;
  const places = shuffled(
    chanceFrom(options.seed, textHash('places')),
    Array.from({ length: options.jobs }, (_, index) => index),
  );
  const behaviours = plantedBehaviours(options.scenario, options.jobs);
  return places.map((index, place) =>
    draftJob(index, behaviours[place] ?? 'steady', { ...options, ...estate }),
  );
}

function scheduleFor(
  { options }: Estate,
  draft: JobDraft,
  sessionsPerWeek: number,
  rates: FailureRates,
): Schedule {
  if (options.sessions === null || draft.behaviour.name !== 'steady') return draft.schedule;
  const chance = chanceFrom(options.seed, textHash('schedule'), draft.index);
  const starts = sessionsPerWeek / sessionsPerRun(rates, draft.retry.count);
  return scheduleNear(starts, draft.index % 8 !== 0, chance);
}

function addHistory(estate: Estate, job: SimulatedJob): Added {
  if (job.behaviour.name !== 'running') {
    return addScheduledRuns(estate, job, estate.startMs, estate.nowMs);
  }
  const before = addScheduledRuns(estate, job, estate.startMs, estate.nowMs - 3 * hourMs);
  const chance = chanceFrom(estate.options.seed, textHash('running'), job.index);
  const longJob = { ...job, typicalMinutes: 40 };
  const startMs = estate.nowMs - 7 * 60_000;
  const plain = { outcome: 'success', attempts: 1 } as const;
  return sumOf(before, addRun(estate, longJob, startMs, plain, chance));
}

/** Chooses a job's rates so that what is still to come brings the estate's shares to their aim. */
function ratesFor({ options }: Estate, draft: JobDraft, aim: number, added: Added): FailureRates {
  const left = Math.max(1, aim - added.sessions);
  // Never quite zero: ordinary jobs fail now and then even where the planted ones have used up the share.
  const share = (wanted: number, soFar: number): number =>
    Math.min(0.4, Math.max(wanted * 0.15, (wanted * aim - soFar) / left));
  const heal = options.scenario === 'healthy' ? 1 : 0.6;
  const isRetried = draft.retry.isEnabled;
  if (!isOrdinary(draft.behaviour.name) || (heal === 1 && !isRetried)) {
    return { firstFailure: 0, heal, warning: share(options.warnedShare, added.warned) };
  }
  const failedPerFailure = isRetried ? heal * 1.3 + (1 - heal) * (1 + draft.retry.count) : 1;
  const extraPerFailure = isRetried ? failedPerFailure - (1 - heal) : 0;
  const failedShare = share(options.failedShare, added.failed);
  const firstFailure = failedShare / (failedPerFailure - failedShare * extraPerFailure);
  const rates = { firstFailure, heal, warning: 0 };
  const warning = share(options.warnedShare, added.warned) * sessionsPerRun(rates, 3);
  return { ...rates, warning };
}

function sessionsPerRun({ firstFailure, heal }: FailureRates, retries: number): number {
  return 1 + firstFailure * (heal * 1.3 + (1 - heal) * retries);
}
