import { median } from '../../statistics/median.ts';
import { fillGaps } from './fill-gaps.ts';
import { profileAt, type WeeklyProfile } from './weekly-profile.ts';

/** A day on which use changed by more than it does from day to day, and stayed there. */
export interface UsageStep {
  readonly day: number;
  /** In the unit of the readings; negative: space came free. */
  readonly size: number;
}

/** Something that happened and can move used space. */
export interface StorageEvent {
  readonly day: number;
  readonly kind: 'new-job' | 'new-full' | 'retention-run' | 'offload' | 'deletion';
  readonly name: string;
  /** What it wrote or freed, in the unit of the readings; null where that is not told. */
  readonly size: number | null;
}

const timesUsualChange = 8;
/** Smaller changes are not worth an explanation. */
const leastShareOfLevel = 0.01;
/** What is left of the step three days on. */
const leastLasting = 0.5;
/** An event of the night before shows in the next reading. */
const reachDays = 1;
const frees: ReadonlySet<StorageEvent['kind']> = new Set(['retention-run', 'offload', 'deletion']);

/** The steps of a cleaned series whose newest value is of this day. */
export function usageSteps(
  values: readonly number[],
  profile: WeeklyProfile | null,
  newestDay: number,
): readonly UsageStep[] {
  const level = fillGaps(
    values.map((value, index) => value - profileAt(profile, values.length, index)),
  );
  const changes = level.slice(1).map((value, index) => value - (level[index] ?? value));
  const usual = median(changes) ?? 0;
  const spread = median(changes.map((change) => Math.abs(change - usual))) ?? 0;
  const least = Math.max(timesUsualChange * spread, leastShareOfLevel * (median(level) ?? 0));
  return changes.flatMap((change, index) => {
    const size = change - usual;
    if (Math.abs(size) <= least || !lasts(level, index + 1, size)) return [];
    return [{ day: newestDay - (values.length - 1) + index + 1, size }];
  });
}

/** The events that may explain a step, the one nearest to its size first; those of unknown size last. */
export function likelyCauses(
  step: UsageStep,
  events: readonly StorageEvent[],
): readonly StorageEvent[] {
  const distance = ({ size }: StorageEvent) =>
    size === null ? Number.POSITIVE_INFINITY : Math.abs(Math.abs(step.size) - Math.abs(size));
  return events
    .filter(({ day }) => Math.abs(day - step.day) <= reachDays)
    .filter(({ kind }) => frees.has(kind) === step.size < 0)
    .toSorted((left, right) => (distance(left) < distance(right) ? -1 : 1));
}

function lasts(level: readonly number[], index: number, size: number): boolean {
  const before = median(level.slice(Math.max(0, index - 3), index));
  const after = median(level.slice(index, index + 3));
  if (before === null || after === null) return false;
  return (after - before) / size >= leastLasting;
}
