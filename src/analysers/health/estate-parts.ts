import { healthOfShare, type PartJudgement } from '../../domain/score.ts';
import type { EstateTally } from './estate/estate-tally.ts';
import type { EstateMeasures } from './measures.ts';
import { proportionInWords, proportionOf } from './proportion.ts';
import type { HealthSettings } from './settings.ts';

/** How jobs, repositories and objects stand now. */
export interface EstatePresent {
  readonly activeJobs: number;
  readonly repositories: EstateMeasures['repositories'];
  /** Null until the protection of objects is known: then it is no part of the score. */
  readonly objects: ProtectedObjects | null;
}

/** Workloads with a usable restore point as recent as asked for, of all that should have one. */
export interface ProtectedObjects {
  readonly protected: number;
  readonly known: number;
}

/** The parts of the estate's score; a part that nothing is known of has no health and loses its weight. */
export function estateParts(
  tally: EstateTally,
  present: EstatePresent,
  settings: HealthSettings,
): PartJudgement[] {
  return [
    ...runParts(tally, settings),
    ...presentParts(tally, present, settings),
    ...objectParts(present, settings),
  ];
}

/** What all runs of the window say. */
function runParts(
  { judged, failed, warning, firstAttempts, countedOnce }: EstateTally,
  { estateWeights: weights, nothingEarnedAt }: HealthSettings,
): PartJudgement[] {
  const { known, failed: firstFailed } = firstAttempts;
  const troubled = failed + warning;
  const once = countedOnce === 0 ? '' : `, ${countedOnce} more of the same causes counted once`;
  return [
    {
      name: 'failures',
      weight: weights.failures,
      health: healthOfShare(failed, judged, nothingEarnedAt.failures),
      reason: `${proportionInWords(proportionOf(failed, judged), 'runs failed')}${once}`,
    },
    {
      name: 'first-attempt',
      weight: weights.firstAttempt,
      health: healthOfShare(firstFailed, known, nothingEarnedAt.firstAttemptFailures),
      reason: proportionInWords(
        proportionOf(known - firstFailed, known),
        'first attempts did not fail',
      ),
    },
    {
      name: 'warnings',
      weight: weights.warnings,
      health: healthOfShare(troubled, judged, nothingEarnedAt.failuresAndWarnings),
      reason: proportionInWords(proportionOf(troubled, judged), 'runs failed or warned'),
    },
  ];
}

function presentParts(
  { jobsWithRuns, failingJobs, protectedJobs }: EstateTally,
  { activeJobs, repositories: { known, online, offline, unknown } }: EstatePresent,
  { estateWeights: weights, nothingEarnedAt }: HealthSettings,
): PartJudgement[] {
  const unprotected = activeJobs - protectedJobs;
  const read = online + offline;
  return [
    {
      name: 'failing-jobs',
      weight: weights.failingJobs,
      health: healthOfShare(failingJobs, jobsWithRuns, nothingEarnedAt.failingJobs),
      reason: `the newest run of ${failingJobs} of ${jobsWithRuns} jobs failed`,
    },
    {
      name: 'protected-jobs',
      weight: weights.protectedJobs,
      health: healthOfShare(unprotected, activeJobs, nothingEarnedAt.unprotectedJobs),
      reason: `${protectedJobs} of ${activeJobs} active jobs have a good run as recent as their rhythm asks for`,
    },
    {
      name: 'repositories-online',
      weight: weights.repositories,
      health: healthOfShare(offline, read, nothingEarnedAt.offlineRepositories),
      reason:
        read === 0
          ? `none of ${known} repositories has a recent reading`
          : `${online} of ${read} repositories online, ${unknown} unknown`,
    },
  ];
}

function objectParts(
  { objects }: EstatePresent,
  { estateWeights: weights, nothingEarnedAt }: HealthSettings,
): PartJudgement[] {
  if (objects === null) return [];
  const { protected: safe, known } = objects;
  return [
    {
      name: 'protected-objects',
      weight: weights.protectedObjects,
      health: healthOfShare(known - safe, known, nothingEarnedAt.unprotectedObjects),
      reason: `${safe} of ${known} workloads have a usable restore point as recent as asked for`,
    },
  ];
}
