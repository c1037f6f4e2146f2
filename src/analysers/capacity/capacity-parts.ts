import type { ScorePart } from '../../domain/finding.ts';
import type { CapacityMeasures } from './measures.ts';

/** What the highest level weighs; the others share the rest evenly. */
const highestWeight = 60;

/** One part a level: what is left of its weight after the odds to reach it before an order arrives. */
export function capacityParts({ levels, leadTimeDays }: CapacityMeasures): ScorePart[] {
  return levels.map((level, place) => {
    const isHighest = place === levels.length - 1;
    const others = levels.length - 1;
    const rest = others === 0 ? 100 : highestWeight;
    const weight = isHighest ? rest : (100 - highestWeight) / others;
    const odds = oddsBefore(level, leadTimeDays);
    return {
      name: `level-${level.percent}`,
      weight,
      points: Math.round(10 * weight * (1 - odds)) / 10,
      reason:
        level.answer === 'reached'
          ? `${level.percent} % is reached`
          : `${Math.round(odds * 1000) / 10} % likely to reach ${level.percent} % within ${leadTimeDays} days`,
    };
  });
}

/** The odds to reach a level within so many days, at the longest time that is told up to then. */
export function oddsBefore(
  { answer, probabilities }: CapacityMeasures['levels'][number],
  days: number,
): number {
  if (answer === 'reached') return 1;
  const inTime = probabilities.filter(({ withinDays }) => withinDays <= days);
  return inTime.at(-1)?.probability ?? 0;
}
