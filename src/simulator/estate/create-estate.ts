import { addHistory } from './add-history.ts';
import { type Added, nothingAdded, sumOf } from './add-run.ts';
import { createPointLedger } from './backups/point-ledger.ts';
import { isOrdinary } from './behaviour.ts';
import { chanceFrom, shuffled, textHash } from './chance.ts';
import { type Estate, type EstateOptions, settle } from './estate.ts';
import { createIdentifiers } from './identifiers.ts';
import type { FailureRates, SimulatedJob } from './job.ts';
import { draftJob, finishJob, type JobDraft } from './jobs.ts';
import { linkDrafts } from './link-drafts.ts';
import { createIncidentTable } from './malware/incident.ts';
import { createOperationTable } from './operations/operation.ts';
import { planChanges } from './plan-changes.ts';
import { planIncidents } from './plan-incidents.ts';
import { plantedBehaviours } from './planted-behaviours.ts';
import { relateJobs } from './relate-jobs.ts';
import { createRunTable } from './run-table.ts';
import { type Schedule, scheduleNear, startsPerWeek } from './schedule.ts';
import { createSessionTable } from './session-table.ts';
import { addHostUpgrade, addSideSessions } from './side-sessions.ts';
import { createStorage } from './storage/create-storage.ts';
import type { ScaleOutPlan } from './storage/plan-shapes.ts';
import { usualMostWorkloads } from './tasks.ts';
import { createZoneClock, dayMs } from './zone-clock.ts';

/** How far the zone's clock reaches beyond now, for an estate that is advanced. */
const futureDays = 400;

/** Makes an estate with its whole history; equal options give equal estates. */
export function createEstate(options: EstateOptions): Estate {
  const bare = emptyEstate(options);
  const drafts = draftJobs(bare);
  const incidents =
    options.stationary === true ? [] : planIncidents(drafts, { ...options, ...bare });
  const estate = { ...bare, incidents };
  const weeks = options.days / 7;
  const natural = drafts.reduce((sum, { schedule }) => sum + startsPerWeek(schedule) * weeks, 0);
  const aim = options.sessions ?? natural;
  let added = nothingAdded;
  const made: SimulatedJob[] = [];
  let paceLeft = drafts.reduce((sum, draft) => sum + paceShare(draft), 0);
  for (const draft of drafts) {
    const share = paceShare(draft);
    const rates = ratesFor(estate, draft, aim, added);
    const wanted = ((aim - added.sessions) * share) / paceLeft / weeks;
    const schedule = scheduleFor(estate, draft, wanted, rates);
    const job = finishJob(draft, schedule, rates);
    made.push(job);
    paceLeft -= share;
    added = sumOf(added, addHistory(estate, job));
  }
  estate.jobs.push(...made.sort((left, right) => left.index - right.index));
  addSideSessions(estate, estate.startMs, estate.nowMs);
  for (const { change } of estate.jobs) {
    if (change?.kind === 'component') addHostUpgrade(estate, change.atMs);
  }
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
    storage: createStorage({
      ...options,
      scaleOutPlan: scaleOutPlan(options),
      identifiers,
      startMs,
      nowMs,
    }),
    incidents: [],
    missedSlots: [],
    repairedMs: new Map(),
    jobs: [],
    sessions: createSessionTable(),
    runs: createRunTable(),
    points: createPointLedger(),
    operations: createOperationTable(),
    malware: createIncidentTable(),
    discovery: { clearedMs: null },
    startMs,
    busyUntilMs: [],
    lastSession: Array.from({ length: options.jobs }, () => -1),
    nowMs,
    version: 0,
    firstVisible: 0,
    visibleEnd: 0,
  };
}

function scaleOutPlan({ scaleOuts = null, extents }: EstateOptions): ScaleOutPlan | null {
  return scaleOuts === null ? null : { scaleOuts, extents: extents ?? scaleOuts * 3 };
}

// What is planted comes first, so that the ordinary jobs after it can make up for it in the shares.
function draftJobs(estate: Estate): JobDraft[] {
  const { options } = estate;
  const places = shuffled(
    chanceFrom(options.seed, textHash('places')),
    Array.from({ length: options.jobs }, (_, index) => index),
  );
  const behaviours = plantedBehaviours(options);
  const drafts = places.map((index, place) =>
    draftJob(index, behaviours[place] ?? 'steady', { ...options, ...estate }),
  );
  const changed = planChanges(relateJobs(drafts), options.seed, estate.storage);
  return linkDrafts(changed, estate.storage, { ...options, ...estate });
}

// Jobs of many workloads run nightly or less often; those of a few run around the clock.
function paceShare({ workloads }: JobDraft): number {
  return workloads.length <= usualMostWorkloads ? 1 : 0.15;
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
