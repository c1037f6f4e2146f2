import { chanceFrom, fraction, textHash } from '../chance.ts';
import { logNormal, pareto } from '../heavy-tail.ts';
import { itemAt } from '../item-at.ts';
import { dayMs } from '../zone-clock.ts';
import type { CapacityStep } from './steps.ts';

/** How full a repository is over time: growth day by day, a weekly profile, and jumps. */
export interface CapacityCourse {
  readonly startMs: number;
  /** 0 for object storage, which reports neither capacity nor free space. */
  readonly capacityGib: number;
  readonly usedAtStartGib: number;
  readonly growthGibPerDay: number;
  /** What has been added by the end of each day since the start. */
  readonly grownGib: Float32Array;
  /** How much more the weekend's full backups hold than the days before them. */
  readonly weeklyGib: number;
  /** The earliest first. */
  readonly steps: CapacityStep[];
}

/** What is used and how much there is at an instant, in full precision. */
export interface CapacityLevel {
  readonly capacityGib: number;
  readonly usedGib: number;
}

/** The sum of a day's growth, mostly near the mean, some days many times that, a few less than nothing. */
export function growthByDay(
  seed: number,
  index: number,
  days: number,
  gibPerDay: (day: number) => number,
): Float32Array {
  const grown = new Float32Array(days);
  let sum = 0;
  for (let day = 0; day < days; day += 1) {
    const chance = chanceFrom(seed, textHash('growth'), index, day);
    const draw = fraction(chance);
    const usual = draw < 0.06 ? -0.4 : logNormal(chance, 0.72, 0.6);
    const share = draw > 0.95 ? Math.min(12, pareto(chance, 1.5, 1.6)) : usual;
    sum += gibPerDay(day) * share;
    grown[day] = sum;
  }
  return grown;
}

/** The level at an instant: a pure function of time, so history and future agree. */
export function levelAt(course: CapacityCourse, instantMs: number): CapacityLevel {
  const { capacityGib, usedGib } = unboundedLevelAt(course, instantMs);
  if (capacityGib === 0) return { capacityGib, usedGib: Math.max(1, usedGib) };
  const held = Math.min(capacityGib * 0.995, Math.max(capacityGib * 0.01, usedGib));
  return { capacityGib, usedGib: held };
}

/** The same before it is fitted between empty and full. */
export function unboundedLevelAt(course: CapacityCourse, instantMs: number): CapacityLevel {
  const days = (instantMs - course.startMs) / dayMs;
  let usedGib = course.usedAtStartGib + grownBy(course, days) + weeklyPart(course, instantMs);
  let { capacityGib } = course;
  for (const step of course.steps) {
    if (step.atMs > instantMs) break;
    usedGib += step.usedGib + (step.usedGibPerDay * (instantMs - step.atMs)) / dayMs;
    capacityGib += step.capacityGib;
  }
  return { capacityGib, usedGib };
}

/** Adds half of the capacity from an instant on. */
export function extend(course: CapacityCourse, atMs: number): void {
  const { capacityGib } = unboundedLevelAt(course, atMs);
  const added = { usedGib: 0, usedGibPerDay: 0, capacityGib: Math.round(capacityGib / 2) };
  course.steps.push({ kind: 'extension', atMs, ...added });
  course.steps.sort((one, other) => one.atMs - other.atMs);
}

function grownBy({ grownGib, growthGibPerDay }: CapacityCourse, days: number): number {
  const last = grownGib.length - 1;
  const day = Math.floor(days);
  if (day < 0 || last < 0) return 0;
  if (day > last) return itemAt(grownGib, last) + (days - last - 1) * growthGibPerDay;
  const before = day === 0 ? 0 : itemAt(grownGib, day - 1);
  return before + (itemAt(grownGib, day) - before) * (days - day);
}

// Fulls swell a repository over the weekend; retention takes the old ones away until Thursday.
function weeklyPart({ weeklyGib }: CapacityCourse, instantMs: number): number {
  const week = (((instantMs / dayMs + 4) % 7) + 7) % 7;
  const sinceFriday = (week + 2) % 7;
  return weeklyGib * (sinceFriday < 2 ? sinceFriday / 2 : (7 - sinceFriday) / 5);
}
