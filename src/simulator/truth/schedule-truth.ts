import type { Estate, MissedSlot } from '../estate/estate.ts';
import { itemAt } from '../estate/item-at.ts';
import { isListed } from '../estate/job.ts';
import { hourMs } from '../estate/zone-clock.ts';

/** A start that a job's schedule asked for and no run answered. */
export interface MissedRunTruth {
  readonly jobId: string;
  readonly slotAt: string;
  readonly reason: MissedSlot['reason'];
}

/** A job whose schedule goes on and whose runs do not; its last result still says success. */
export interface SilentJobTruth {
  readonly jobId: string;
  readonly since: string;
  readonly lastRunStartedAt: string | null;
}

/** A run that has been under way for many times its job's usual length. */
export interface StalledRunTruth {
  readonly jobId: string;
  readonly firstSessionId: string;
  readonly startedAt: string;
  readonly usualMinutes: number;
}

const stalledAfterHours = 12;

/** Every missed start up to now, of the jobs that are still listed. Silent and disabled jobs miss none: they stopped. */
export function missedRuns(estate: Estate): MissedRunTruth[] {
  return estate.missedSlots
    .filter(
      ({ job, slotMs }) =>
        slotMs <= estate.nowMs && isListed(itemAt(estate.jobs, job), estate.nowMs),
    )
    .map(({ job, slotMs, reason }) => ({
      jobId: itemAt(estate.jobs, job).id,
      slotAt: isoText(slotMs),
      reason,
    }));
}

export function silentJobs(estate: Estate): SilentJobTruth[] {
  const { jobs, repairedMs, lastSession, sessions } = estate;
  return jobs
    .filter(({ behaviour, index }) => behaviour.name === 'silent' && !repairedMs.has(index))
    .map(({ id, index, behaviour }) => {
      const last = itemAt(lastSession, index);
      return {
        jobId: id,
        since: isoText(behaviour.sinceMs),
        lastRunStartedAt: last < 0 ? null : isoText(sessions.createdMs(last)),
      };
    });
}

/** Runs under way for over half a day. */
export function stalledRuns(estate: Estate): StalledRunTruth[] {
  const { jobs, lastSession, sessions, nowMs, identifiers } = estate;
  return jobs.flatMap(({ id, index, typicalMinutes }) => {
    const last = itemAt(lastSession, index);
    if (last < 0 || sessions.endedMs(last) <= nowMs) return [];
    const startedMs = sessions.createdMs(last);
    if (nowMs - startedMs < stalledAfterHours * hourMs) return [];
    return [
      {
        jobId: id,
        firstSessionId: identifiers.of('session', last),
        startedAt: isoText(startedMs),
        usualMinutes: Math.round(typicalMinutes),
      },
    ];
  });
}

function isoText(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
