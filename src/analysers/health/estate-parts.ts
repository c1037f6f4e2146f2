import type { EstateFold } from './estate-fold.ts';
import type { EstateMeasures } from './measures.ts';
import { proportionInWords, proportionOf } from './proportion.ts';
import { healthOfShare, type PartJudgement } from './score.ts';
import type { HealthSettings } from './settings.ts';

/** The parts of the estate's score; a part that nothing is known of has no health and loses its weight. */
export function estateParts(
  fold: EstateFold,
  repositories: EstateMeasures['repositories'],
  settings: HealthSettings,
): PartJudgement[] {
  return [...runParts(fold, settings), ...presentParts(fold, repositories, settings)];
}

/** What all runs of the window say. */
function runParts(
  { runs, firstAttempts }: EstateFold,
  { estateWeights: weights, nothingEarnedAt }: HealthSettings,
): PartJudgement[] {
  const { known, good } = firstAttempts;
  const troubled = runs.failed + runs.warning;
  return [
    {
      name: 'failures',
      weight: weights.failures,
      health: healthOfShare(runs.failed, runs.judged, nothingEarnedAt.failures),
      reason: proportionInWords(proportionOf(runs.failed, runs.judged), 'runs failed'),
    },
    {
      name: 'first-attempt',
      weight: weights.firstAttempt,
      health: healthOfShare(known - good, known, nothingEarnedAt.firstAttemptFailures),
      reason: proportionInWords(proportionOf(good, known), 'first attempts did not fail'),
    },
    {
      name: 'warnings',
      weight: weights.warnings,
      health: healthOfShare(troubled, runs.judged, nothingEarnedAt.failuresAndWarnings),
      reason: proportionInWords(proportionOf(troubled, runs.judged), 'runs failed or warned'),
    },
  ];
}

/** How jobs and repositories stand now. */
function presentParts(
  { jobs, jobsWithRuns }: EstateFold,
  { known, online, offline, unknown }: EstateMeasures['repositories'],
  { estateWeights: weights, nothingEarnedAt }: HealthSettings,
): PartJudgement[] {
  const unprotected = jobs.active - jobs.protected;
  const read = online + offline;
  return [
    {
      name: 'failing-jobs',
      weight: weights.failingJobs,
      health: healthOfShare(jobs.failing, jobsWithRuns, nothingEarnedAt.failingJobs),
      reason: `the newest run of ${jobs.failing} of ${jobsWithRuns} jobs failed`,
    },
    {
      name: 'protected-jobs',
      weight: weights.protectedJobs,
      health: healthOfShare(unprotected, jobs.active, nothingEarnedAt.unprotectedJobs),
      reason: `${jobs.protected} of ${jobs.active} active jobs have a good run as recent as their rhythm asks for`,
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
