import type { Finding } from '../../domain/finding.ts';
import { gradeOf } from '../../domain/grade.ts';
import type { KeptForecast } from '../../domain/stored-backup.ts';
import { capacityConfidence } from './capacity-confidence.ts';
import type { CapacityFacts } from './capacity-facts.ts';
import { dayOf } from './capacity-history.ts';
import { capacityParts } from './capacity-parts.ts';
import { promisedPoints } from './kept-promises.ts';
import { measureCapacity } from './measure-capacity.ts';
import { forecastRepository } from './repository-forecast.ts';
import { daysAheadOf } from './settings.ts';
import { tierHistory } from './tier-history.ts';
import { widenedByRebuilding } from './widened.ts';

const method =
  'capacity/1: daily used space (capacity − free) despiked, robust weekly trend, intervals from the errors of past forecasts';

/** A finding and the forecast that is kept to be held against what comes; null where none was made. */
export interface AssessedCapacity {
  readonly finding: Finding;
  readonly forecast: KeptForecast | null;
}

/** When one repository is full, and what that rests on. The score is 100 less the odds to reach its levels before an order arrives. */
export function assessRepository(facts: CapacityFacts): AssessedCapacity {
  const { subject, tier, asOf, settings, calibration, sources } = facts;
  const history = tierHistory(tier, facts.days, facts.backups);
  const originDay = dayOf(asOf);
  const outlook = forecastRepository({
    readings: history.readings,
    capacity: tier.usableGib,
    usedNow: tier.counted.length === 0 ? null : tier.usedGib,
    originDay,
    settings: withLeadTime(settings),
    calibration,
    widen: (forecast) => widenedByRebuilding(forecast, history),
  });
  const measures = measureCapacity(facts, history, outlook);
  const base = {
    feature: 'capacity',
    subject: { kind: 'repository', ...subject },
    asOf,
    method,
    measures,
  } as const;
  const forecast =
    outlook.status === 'ready'
      ? {
          subjectId: subject.id,
          madeOnDay: originDay,
          asOf,
          points: promisedPoints(outlook.forecast),
        }
      : null;
  const { noDates } = measures;
  if (noDates !== null) {
    return { finding: { ...base, status: 'insufficient-data', reason: noDates }, forecast };
  }
  const parts = capacityParts(measures);
  const score = Math.round(10 * parts.reduce((sum, { points }) => sum + points, 0)) / 10;
  const confidence = capacityConfidence(measures, sources, asOf);
  return {
    finding: { ...base, status: 'scored', score, grade: gradeOf(score), parts, confidence },
    forecast,
  };
}

/** Priority is read at the lead time itself. */
function withLeadTime(settings: CapacityFacts['settings']): CapacityFacts['settings'] {
  const { probabilityDays, leadTimeDays } = settings;
  const days = [...probabilityDays, leadTimeDays].filter((each) => each > 0);
  return {
    ...settings,
    horizonDays: daysAheadOf(settings),
    probabilityDays: [...new Set(days)].toSorted((one, other) => one - other),
  };
}
