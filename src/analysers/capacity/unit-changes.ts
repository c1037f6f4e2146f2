import { median } from '../../statistics/median.ts';

/** A day on which the source began to write another unit, such as TB instead of GB. */
export interface UnitChange {
  /** Index of the first value in the new unit. */
  readonly index: number;
  /** What the values before it were multiplied by. */
  readonly factor: number;
}

interface RestoredUnits {
  readonly values: readonly number[];
  readonly changes: readonly UnitChange[];
}

const unitFactors = [1000, 1024, 1e6, 1024 ** 2, 1e9, 1024 ** 3];
/** How far growth over the few days compared may carry the ratio away from the factor. */
const tolerance = 1.1;
/** A single wild value is a spike, not a new unit. */
const daysOnEachSide = 3;

/** Writes the whole series in the unit of its newest values. */
export function restoreUnits(values: readonly number[]): RestoredUnits {
  const restored = [...values];
  const changes: UnitChange[] = [];
  for (let index = values.length - 1; index > 0; index -= 1) {
    const factor = factorAt(values, index);
    if (factor === null) continue;
    changes.unshift({ index, factor });
    for (let earlier = 0; earlier < index; earlier += 1) {
      restored[earlier] = (restored[earlier] ?? Number.NaN) * factor;
    }
  }
  return { values: restored, changes };
}

function factorAt(values: readonly number[], index: number): number | null {
  const next = values[index] ?? Number.NaN;
  if (Number.isNaN(next)) return null;
  const before = knownWithin(values.slice(Math.max(0, index - 7), index)).slice(-daysOnEachSide);
  const factor = nearestFactor(next / (before.at(-1) ?? Number.NaN));
  if (before.length < daysOnEachSide || factor === null) return null;
  const after = knownWithin(values.slice(index, index + 7)).slice(0, daysOnEachSide);
  if (after.length < daysOnEachSide) return null;
  const lasting = (median(after) ?? Number.NaN) / (median(before) ?? Number.NaN);
  return distance(lasting, factor) < tolerance ? factor : null;
}

function nearestFactor(ratio: number): number | null {
  const factors = unitFactors
    .flatMap((factor) => [factor, 1 / factor])
    .filter((factor) => distance(ratio, factor) < tolerance);
  return factors.sort((left, right) => distance(ratio, left) - distance(ratio, right))[0] ?? null;
}

/** How many times one is the other, at least 1. */
function distance(ratio: number, factor: number): number {
  return Math.max(ratio / factor, factor / ratio);
}

function knownWithin(values: readonly number[]): readonly number[] {
  return values.filter((value) => !Number.isNaN(value));
}
