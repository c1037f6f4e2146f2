import { healthOfShare, type PartJudgement } from '../../domain/score.ts';
import type { JobMeasures } from './measures.ts';
import { proportionInWords } from './proportion.ts';
import type { RunHistory } from './run-history.ts';
import type { HealthSettings } from './settings.ts';

/**
 * The parts of a job's score. Each falls or stays when any run gets worse, so the score never rises with a failure; the trend is
 * no part because an early failure can hide a later rise. What speaks of the present earns nothing while a job is quiet.
 */
export function jobParts(
  { counts, firstAttempts, judged }: RunHistory,
  measures: JobMeasures,
  { weights, nothingEarnedAt, recentRuns }: HealthSettings,
): PartJudgement[] {
  const newest = judged.slice(-recentRuns);
  const failedNewest = newest.filter((run) => run.outcome === 'failed').length;
  const failuresInARow = measures.streak?.outcome === 'failed' ? measures.streak.runs : 0;
  return [
    {
      name: 'failures',
      weight: weights.failures,
      health: healthOfShare(counts.failed, counts.judged, nothingEarnedAt.failures),
      reason: proportionInWords(measures.failure, 'runs failed'),
    },
    unlessQuiet(measures, {
      name: 'recent',
      weight: weights.recent,
      health: healthOfShare(failedNewest, newest.length, nothingEarnedAt.recentFailures),
      reason: `${failedNewest} of the newest ${newest.length} runs failed`,
    }),
    unlessQuiet(measures, {
      name: 'streak',
      weight: weights.streak,
      health: Math.max(0, 1 - failuresInARow / nothingEarnedAt.streakRuns),
      reason: `${failuresInARow} failures in a row up to the newest run`,
    }),
    {
      name: 'first-attempt',
      weight: weights.firstAttempt,
      health: healthOfShare(
        firstAttempts.failed,
        firstAttempts.known,
        nothingEarnedAt.firstAttemptFailures,
      ),
      reason: proportionInWords(measures.firstAttempt, 'first attempts did not fail'),
    },
    {
      name: 'warnings',
      weight: weights.warnings,
      health: healthOfShare(
        counts.failed + counts.warning,
        counts.judged,
        nothingEarnedAt.failuresAndWarnings,
      ),
      reason: proportionInWords(measures.failureOrWarning, 'runs failed or warned'),
    },
  ];
}

function unlessQuiet({ quietSince }: JobMeasures, part: PartJudgement): PartJudgement {
  if (quietSince === null) return part;
  return { ...part, health: 0, reason: `quiet since ${quietSince}: nothing shows the present` };
}
