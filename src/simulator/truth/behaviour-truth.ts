import { isPattern, type PatternName } from '../estate/behaviour.ts';
import { busiestAt } from '../estate/bottleneck.ts';
import type { Estate } from '../estate/estate.ts';
import { incrementFactor } from '../estate/intrusion.ts';
import { itemAt } from '../estate/item-at.ts';
import { isListed } from '../estate/job.ts';
import { intervalDays } from '../estate/pattern.ts';
import { slownessAt } from '../estate/slowness.ts';
import { statusAt } from './count-runs.ts';
import { patternStrength } from './pattern-strength.ts';

/** Failures that follow a rule. */
export interface PatternTruth {
  readonly kind: PatternName;
  /** More than one for what strikes several jobs in the same nights. */
  readonly jobIds: readonly string[];
  /** 0 is Sunday; null for other kinds. */
  readonly weekday: number | null;
  /** Local hour of the start; null for other kinds. */
  readonly hour: number | null;
  readonly everyDays: number | null;
  readonly since: string;
  readonly failedRuns: number;
  /** Expected z of the best single test; null for rules that strike on each of their occasions. */
  readonly strength: number | null;
}

/** Runs that take longer and longer. */
export interface SlowdownTruth {
  readonly jobId: string;
  readonly since: string;
  /** How many times its usual length a run takes now. */
  readonly factorNow: number;
  readonly bottleneckNow: string;
}

/** A workload that a job leaves out while it says success. */
export interface SkippedWorkloadTruth {
  readonly jobId: string;
  readonly workload: string;
  readonly since: string;
}

/** A job whose increments have jumped because what it backs up is being encrypted. */
export interface IntrusionTruth {
  readonly jobId: string;
  readonly since: string;
  readonly incrementFactor: number;
}

/** Every planted pattern; jobs that fail in the same nights are one. */
export function patterns(estate: Estate): PatternTruth[] {
  const failed = failedRunsByJob(estate);
  const found = estate.jobs.flatMap((job): PatternTruth[] => {
    const { name, sinceMs, weekday, hour } = job.behaviour;
    if (!isPattern(name) || estate.repairedMs.has(job.index)) return [];
    return [
      {
        kind: name,
        jobIds: [job.id],
        weekday: name === 'weekday' ? weekday : null,
        hour: name === 'hour' ? hour : null,
        everyDays: name === 'interval' ? intervalDays : null,
        since: isoText(sinceMs),
        failedRuns: failed.get(job.index) ?? 0,
        strength: patternStrength(estate, job),
      },
    ];
  });
  const [first, ...others] = found.filter(({ kind }) => kind === 'correlated');
  const single = found.filter(({ kind }) => kind !== 'correlated');
  return first === undefined ? single : [...single, others.reduce(joined, first)];
}

function joined(left: PatternTruth, right: PatternTruth): PatternTruth {
  const jobIds = [...left.jobIds, ...right.jobIds];
  return { ...left, jobIds, failedRuns: left.failedRuns + right.failedRuns };
}

function failedRunsByJob(estate: Estate): Map<number, number> {
  const counts = new Map<number, number>();
  for (let run = 0; run < estate.runs.length(); run += 1) {
    if (statusAt(estate, run) !== 'failed') continue;
    const { job } = estate.runs.row(run);
    counts.set(job, (counts.get(job) ?? 0) + 1);
  }
  return counts;
}

export function slowdowns({ jobs, nowMs, options }: Estate): SlowdownTruth[] {
  return jobs
    .filter((job) => slownessAt(job, nowMs) > 1)
    .map((job) => ({
      jobId: job.id,
      since: isoText(job.behaviour.sinceMs),
      factorNow: slownessAt(job, nowMs),
      bottleneckNow: busiestAt(job, options.seed, nowMs),
    }));
}

export function skippedWorkloads({ jobs, nowMs }: Estate): SkippedWorkloadTruth[] {
  return jobs.flatMap((job) => {
    const { id, workloads, skipped } = job;
    if (skipped === null || !isListed(job, nowMs)) return [];
    if (skipped.sinceMs > nowMs || skipped.untilMs <= nowMs) return [];
    return [
      {
        jobId: id,
        workload: itemAt(workloads, skipped.place),
        since: isoText(skipped.sinceMs),
      },
    ];
  });
}

export function intrusions({ jobs, nowMs }: Estate): IntrusionTruth[] {
  return jobs.flatMap((job) => {
    const factor = incrementFactor(job, nowMs);
    if (job.intrusion === null || factor === 1) return [];
    return [{ jobId: job.id, since: isoText(job.intrusion.fromMs), incrementFactor: factor }];
  });
}

function isoText(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
