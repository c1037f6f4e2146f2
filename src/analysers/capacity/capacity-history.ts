import type { CapacitySample } from '../../domain/repository.ts';
import type { DayReading } from './daily-series.ts';

/** A day on which the storage itself became larger or smaller. */
interface CapacityStep {
  readonly day: number;
  readonly fromGib: number;
  readonly toGib: number;
}

interface CapacityHistory {
  /** Used space by day; a sample that tells nothing new is not among them. */
  readonly readings: readonly DayReading[];
  /** The newest known capacity; null when none is. */
  readonly capacityGib: number | null;
  readonly steps: readonly CapacityStep[];
  /** Samples taken while the repository was offline: kept elsewhere, never fitted. */
  readonly offlineSamples: number;
}

const dayMs = 86_400_000;
/** Smaller differences are rounding: VBR gives one decimal. */
const leastStepGib = 0.2;

/** What the samples of one repository say about its use and its size; days count from 1970 in UTC. */
export function capacityHistory(samples: readonly CapacitySample[]): CapacityHistory {
  const online = samples
    .filter(({ isOnline }) => isOnline)
    .toSorted((left, right) => left.takenAt.getTime() - right.takenAt.getTime());
  const steps: CapacityStep[] = [];
  let capacityGib: number | null = null;
  for (const sample of online) {
    const next = sample.capacityGib;
    if (next === null) continue;
    if (capacityGib !== null && Math.abs(next - capacityGib) > leastStepGib) {
      steps.push({ day: dayOf(sample.takenAt), fromGib: capacityGib, toGib: next });
    }
    capacityGib = next;
  }
  return {
    // Object storage without a capacity reports what it holds.
    readings: online.map(({ takenAt, usedGib, reportedUsedGib }) => ({
      day: dayOf(takenAt),
      value: usedGib ?? reportedUsedGib,
    })),
    capacityGib,
    steps,
    offlineSamples: samples.length - online.length,
  };
}

/** The use of a tier: the sum over its members on days when each of them is known, since a missing one is not empty. */
export function tierReadings(members: readonly (readonly DayReading[])[]): readonly DayReading[] {
  const sums = new Map<number, { value: number; known: number }>();
  for (const readings of members) {
    // The newest reading of a day stands for it.
    for (const [day, value] of new Map(readings.map((each) => [each.day, each.value]))) {
      const sum = sums.get(day) ?? { value: 0, known: 0 };
      sums.set(day, { value: sum.value + value, known: sum.known + 1 });
    }
  }
  return [...sums]
    .filter(([, { known }]) => known === members.length)
    .map(([day, { value }]) => ({ day, value }));
}

/** Whole days since 1970 in UTC. */
export function dayOf(instant: Date): number {
  return Math.floor(instant.getTime() / dayMs);
}
