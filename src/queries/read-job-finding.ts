import type { z } from 'zod';
import {
  type RunCounts as CountedRuns,
  jobMeasuresSchema,
  type Proportion,
} from '../analysers/health/measures.ts';
import type { Finding } from '../domain/finding.ts';
import type { JobHealth, JobRecord, Judgement, RunCounts, RunShare } from '../domain/job-answer.ts';
import type { LocatedFinding } from '../ports/answer-store.ts';
import { readJobDepth } from './read-job-depth.ts';

/** Only what is shown, so that findings of another version stay readable. */
const shownMeasures = jobMeasuresSchema.pick({
  exclusion: true,
  historyDays: true,
  runs: true,
  failure: true,
  firstAttempt: true,
  healedByRetry: true,
  streak: true,
  lastRunAt: true,
  lastGoodRunAt: true,
  firstFailureAt: true,
  lastFailureAt: true,
  quietSince: true,
  trend: true,
  dataQuality: true,
});

type ShownMeasures = z.infer<typeof shownMeasures>;

/** A job's finding as an answer shows it. Measures that cannot be read are left out, never guessed. */
export function jobHealthFrom({ finding }: LocatedFinding, serverEntry: string): JobHealth {
  const measures = shownMeasures.safeParse(finding.measures);
  return {
    serverEntry,
    id: finding.subject.id,
    name: finding.subject.name,
    judgement: judgementOf(finding),
    asOf: finding.asOf,
    record: measures.success ? recordFrom(measures.data, readJobDepth(finding.measures)) : null,
  };
}

/** The score of a finding, or the reason why it has none. */
export function judgementOf(finding: Finding): Judgement {
  if (finding.status === 'scored') {
    const { score, grade, parts, confidence } = finding;
    return { scored: { score, grade, parts, confidence } };
  }
  const failed = finding.status === 'failed' ? 'the analysis failed: ' : '';
  return { scored: null, reason: `${failed}${finding.reason}` };
}

/** The analyser's counts in the answer's words: what was not judged is neither success nor failure. */
export function runCountsFrom(runs: CountedRuns): RunCounts {
  const { considered, judged, success, warning, failed } = runs;
  return { runs: considered, success, warning, failed, other: considered - judged };
}

function recordFrom(measures: ShownMeasures, depth: JobRecord['depth']): JobRecord {
  const { streak, trend } = measures;
  return {
    windowDays: measures.historyDays,
    counts: runCountsFrom(measures.runs),
    healedByRetry: measures.healedByRetry,
    streak: streak === null ? null : { ...streak, since: new Date(streak.since) },
    failed: shareFrom(measures.failure),
    firstAttempt: shareFrom(measures.firstAttempt),
    lastRunAt: instantFrom(measures.lastRunAt),
    lastGoodRunAt: instantFrom(measures.lastGoodRunAt),
    firstFailureAt: instantFrom(measures.firstFailureAt),
    lastFailureAt: instantFrom(measures.lastFailureAt),
    quietSince: instantFrom(measures.quietSince),
    trend: `${trend.status}: ${trend.reason}`,
    depth,
    notes: notesFrom(measures),
  };
}

function shareFrom(proportion: Proportion): RunShare | null {
  if (proportion === null) return null;
  return {
    percent: 100 * proportion.share,
    lowPercent: 100 * proportion.low,
    highPercent: 100 * proportion.high,
    runs: proportion.trials,
  };
}

function instantFrom(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

function notesFrom({ dataQuality, exclusion }: ShownMeasures): readonly string[] {
  const failed = dataQuality.filter((rule) => rule.result === 'failed');
  const rules = failed.map((rule) => `${rule.name}: ${rule.seen}`);
  return exclusion === null ? rules : [`left out of the estate's score: ${exclusion}`, ...rules];
}
