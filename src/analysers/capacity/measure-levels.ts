import type { CapacityFacts } from './capacity-facts.ts';
import { oddsBefore } from './capacity-parts.ts';
import type { CapacityMeasures } from './measures.ts';
import { orderBy, priorityOf, recommendedCapacity } from './procurement.ts';
import {
  capacityFault,
  type PercentOutlook,
  type RepositoryOutlook,
  type RepositoryWithoutForecast,
} from './repository-forecast.ts';
import type { CapacitySettings } from './settings.ts';

type LevelPart = Pick<
  CapacityMeasures,
  'levels' | 'priority' | 'fullBeforeOrder' | 'recommendedGib' | 'noDates'
>;

/**
 * The outlook for each level. With too little history a level that is reached is still said to be, and the priority follows from it;
 * without a capacity there are no levels.
 */
export function levelMeasures(
  { tier, settings }: CapacityFacts,
  outlook: RepositoryOutlook | RepositoryWithoutForecast,
  usedGib: number | null,
): LevelPart {
  const nothing = { levels: [], priority: null, fullBeforeOrder: null, recommendedGib: null };
  if (usedGib === null) return { ...nothing, noDates: leftOutReason(tier) };
  const fault = capacityFault(tier.usableGib);
  if (fault !== null || tier.usableGib === null) return { ...nothing, noDates: fault };
  const { leadTimeDays, safetyBufferPercent } = settings;
  if (outlook.status === 'not-enough-history' || outlook.levels === null) {
    const levels = reachedOnly(tier.usableGib, usedGib, settings);
    const isReached = levels.some(({ answer }) => answer === 'reached');
    return {
      ...nothing,
      noDates: outlook.reason,
      levels,
      priority: isReached ? priorityOf(levels.map(asOutlook), leadTimeDays) : null,
    };
  }
  const { levels: outlooks, forecast } = outlook;
  const orders = orderBy(outlooks, leadTimeDays);
  const levels = outlooks.map((each, place) => ({
    ...levelFrom(each),
    orderByDays: orders[place]?.likelyInDays ?? null,
    orderSafelyByDays: orders[place]?.safeInDays ?? null,
  }));
  const highest = levels.at(-1);
  return {
    noDates: null,
    levels,
    priority: priorityOf(outlooks, leadTimeDays),
    fullBeforeOrder: highest === undefined ? null : oddsBefore(highest, leadTimeDays),
    recommendedGib: recommendedCapacity(
      forecast,
      settings.levelsPercent[0] ?? 100,
      safetyBufferPercent,
    ),
  };
}

type Level = CapacityMeasures['levels'][number];

function levelFrom(outlook: PercentOutlook): Omit<Level, 'orderByDays' | 'orderSafelyByDays'> {
  const { percent, level, answer, days, interval80, interval95, probabilities } = outlook;
  return {
    percent,
    levelGib: level,
    answer,
    days,
    interval80,
    interval95,
    probabilities: [...probabilities],
  };
}

function reachedOnly(
  capacityGib: number,
  usedGib: number,
  { levelsPercent }: CapacitySettings,
): Level[] {
  return levelsPercent.map((percent) => {
    const levelGib = (capacityGib * percent) / 100;
    const isReached = usedGib >= levelGib;
    const day = isReached ? 0 : null;
    const interval = { early: day, late: day };
    return {
      percent,
      levelGib,
      answer: isReached ? 'reached' : 'unknown',
      days: day,
      interval80: interval,
      interval95: interval,
      probabilities: [],
      orderByDays: day,
      orderSafelyByDays: day,
    };
  });
}

function asOutlook(level: Level): PercentOutlook {
  const { percent, levelGib, days, interval80, interval95, probabilities } = level;
  const answer = level.answer === 'reached' ? 'reached' : 'not-within';
  return {
    percent,
    level: levelGib,
    answer,
    horizonDays: 0,
    days,
    interval80,
    interval95,
    probabilities,
  };
}

function leftOutReason({ leftOut }: CapacityFacts['tier']): string {
  const reasons = [...new Set(leftOut.map(({ reason }) => reason))].join('; ');
  return reasons === '' ? 'no reading is kept' : `no figures: ${reasons}`;
}
