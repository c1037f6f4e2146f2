import type { DataQualityRule, JobMeasures } from './measures.ts';
import type { RunHistory } from './run-history.ts';
import type { HealthSettings } from './settings.ts';
import type { SessionFreshness } from './visibility.ts';

/** Less history is too short, and fewer runs too sparse, to call a job regular. */
const enoughDays = 28;
const runsPerWeek = 1;
/** Share of runs that may lack an end time or a readable outcome. */
const toleratedGaps = 0.05;

export interface DataQualityFacts {
  readonly history: RunHistory;
  readonly spanDays: number;
  readonly freshness: SessionFreshness;
  readonly settings: HealthSettings;
  /** Listed, not disabled and not started by hand alone. */
  readonly isExpectedToRun: boolean;
  readonly measured: Pick<
    JobMeasures,
    'exclusion' | 'lastRunAt' | 'quietSince' | 'toleratedGapHours' | 'historyDays'
  >;
}

/** What can be said against the data of one job: every rule with its result and what was seen. */
export function dataQualityOf(facts: DataQualityFacts): DataQualityRule[] {
  const { history, spanDays, freshness, settings, measured } = facts;
  const { judged, considered, unknown, running } = history.counts;
  const ended = considered - running;
  const perWeek = judged / Math.max(1, spanDays / 7);
  const listed = measured.exclusion === 'not-listed' ? 'no longer listed' : 'listed by the server';
  return [
    rule(
      'enough-runs',
      judged >= settings.minimumRuns,
      `${judged} of ${settings.minimumRuns} judged runs in ${measured.historyDays} days`,
    ),
    judged === 0
      ? notApplicable('not-sparse', 'no judged run')
      : rule('not-sparse', perWeek >= runsPerWeek, `${Math.round(perWeek * 10) / 10} runs a week`),
    rule('long-enough', spanDays >= enoughDays, `${Math.round(spanDays)} of ${enoughDays} days`),
    gapsRule('end-times', history.endedWithoutTime, ended, 'ended runs have no end time'),
    gapsRule('known-outcomes', unknown, ended, 'ended runs have no readable outcome'),
    rule('still-listed', measured.exclusion !== 'not-listed', listed),
    quietRule(facts),
    history.retried === 0
      ? notApplicable('retries-told', 'no retried run')
      : rule(
          'retries-told',
          history.inferredRetries === 0,
          `${history.inferredRetries} of ${history.retried} retried runs grouped by name and time`,
        ),
    rule('sessions-fresh', freshness.value === 1, freshness.reason),
  ];
}

function gapsRule(name: DataQualityRule['name'], gaps: number, of: number, what: string) {
  if (of === 0) return notApplicable(name, 'no ended run');
  return rule(name, gaps / of <= toleratedGaps, `${gaps} of ${of} ${what}`);
}

function quietRule({ measured, isExpectedToRun }: DataQualityFacts): DataQualityRule {
  if (!isExpectedToRun) return notApplicable('not-quiet', 'does not run by itself');
  if (measured.lastRunAt === null) return rule('not-quiet', false, 'no run in the window');
  if (measured.toleratedGapHours === null) {
    return notApplicable('not-quiet', 'too few runs show a rhythm');
  }
  const allowed = `${measured.toleratedGapHours} hours of pause explained by its rhythm`;
  return rule(
    'not-quiet',
    measured.quietSince === null,
    `last run ${measured.lastRunAt}, ${allowed}`,
  );
}

function rule(name: DataQualityRule['name'], isPassed: boolean, seen: string): DataQualityRule {
  return { name, result: isPassed ? 'passed' : 'failed', seen };
}

function notApplicable(name: DataQualityRule['name'], seen: string): DataQualityRule {
  return { name, result: 'not-applicable', seen };
}
