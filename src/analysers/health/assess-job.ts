import type { Finding } from '../../domain/finding.ts';
import type { Job } from '../../domain/job.ts';
import type { JobDepth } from '../../domain/job-depth.ts';
import type { LocalClock } from '../../domain/local-clock.ts';
import type { BriefRun } from '../../domain/run.ts';
import { scoreFrom } from '../../domain/score.ts';
import { healthConfidence } from './confidence-factors.ts';
import { measureJob } from './job-measures.ts';
import { jobParts } from './job-parts.ts';
import type { HealthSettings } from './settings.ts';
import { sessionFreshness, type Visibility } from './visibility.ts';

/** One job's facts: its runs inside the history window, oldest first. */
export interface JobHealthFacts {
  readonly job: Job;
  readonly runs: readonly BriefRun[];
  readonly depth: JobDepth;
  /** The server's own clock, by which schedules and weekdays go. */
  readonly clock: LocalClock;
  readonly asOf: Date;
  readonly settings: HealthSettings;
  readonly visibility: Visibility;
}

const method =
  'health/3: shares of judged runs with 95 % Wilson intervals; score as a sum of weighted parts; trends and patterns by exact and permutation tests with weighted Holm correction, missed runs by schedule or habit, none of them scored';

/** How healthy one job is. No grade from too few runs, and none from sessions that are missing or too old. */
export function assessJob(facts: JobHealthFacts): Finding {
  const { job, asOf, settings, visibility } = facts;
  const freshness = sessionFreshness(visibility, asOf, settings.freshness);
  const knownUntil = earlier(freshness.sessionsAsOf ?? asOf, asOf);
  const { measures, history, spanDays } = measureJob({ ...facts, knownUntil, freshness });
  const subject = { kind: 'job', id: job.id, name: job.name } as const;
  const base = { feature: 'health', subject, asOf, method, measures } as const;
  const withheld = (reason: string): Finding => ({ ...base, status: 'insufficient-data', reason });

  if (freshness.value === 0) return withheld(freshness.reason);
  const { judged, unknown } = history.counts;
  if (judged < settings.minimumRuns) {
    return withheld(
      `not enough: ${judged} of ${settings.minimumRuns} runs in ${settings.historyDays} days`,
    );
  }
  const score = scoreFrom(jobParts(history, measures, settings));
  if (score === null) return withheld('every part of the score that has data has weight 0');
  const confidence = healthConfidence({
    judgedRuns: judged,
    spanDays,
    freshness,
    quietSince: measures.quietSince,
    unread: { count: unknown, of: judged + unknown, what: 'ended runs without a readable outcome' },
    visibility,
  });
  const { grade, parts } = score;
  return { ...base, status: 'scored', score: score.score, grade, parts, confidence };
}

function earlier(left: Date, right: Date): Date {
  return left < right ? left : right;
}
