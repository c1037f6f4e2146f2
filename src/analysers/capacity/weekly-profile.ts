import { correlation } from '../../statistics/correlation.ts';
import { median } from '../../statistics/median.ts';

/** What each weekday adds to the level: [0] is the weekday of the newest value, [1] the one before it, and so on. */
export type WeeklyProfile = readonly number[];

/** Below this many days the two newest weeks are compared instead of averages over weeks. */
const daysForMedians = 25;
/** A profile must explain this share of the deviations from the weekly mean. */
const leastExplained = 0.25;
/** Two weeks must resemble each other this much to speak of a pattern. */
const leastResemblance = 0.5;

/** The weekly pattern of the values, NaN being unknown; null where there is none. */
export function weeklyProfile(values: readonly number[]): WeeklyProfile | null {
  return values.length < daysForMedians ? profileOfTwoWeeks(values) : profileOfMedians(values);
}

/** The part of the profile that belongs to an index of a series of this length, or to one after its end. */
export function profileAt(profile: WeeklyProfile | null, length: number, index: number): number {
  const daysBack = (((length - 1 - index) % 7) + 7) % 7;
  return profile?.[daysBack] ?? 0;
}

function profileOfMedians(values: readonly number[]): WeeklyProfile | null {
  const deviations = values.map((value, index) => value - centredMean(values, index));
  const raw: number[] = [];
  for (let daysBack = 0; daysBack < 7; daysBack += 1) {
    const ofWeekday = deviations.filter(
      (value, index) => !Number.isNaN(value) && (values.length - 1 - index) % 7 === daysBack,
    );
    if (ofWeekday.length < 2) return null;
    raw.push(median(ofWeekday) ?? 0);
  }
  const profile = aroundZero(raw);
  let before = 0;
  let after = 0;
  for (const [index, value] of deviations.entries()) {
    if (Number.isNaN(value)) continue;
    before += Math.abs(value);
    after += Math.abs(value - profileAt(profile, values.length, index));
  }
  return before > 0 && 1 - after / before > leastExplained ? profile : null;
}

/** NaN where the week around the day is not there or lacks more than two days. */
function centredMean(values: readonly number[], index: number): number {
  if (index < 3 || index > values.length - 4) return Number.NaN;
  const known = values.slice(index - 3, index + 4).filter((value) => !Number.isNaN(value));
  if (known.length < 5) return Number.NaN;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** The mean deviation of the two newest weeks, shrunk by how much they resemble each other. */
function profileOfTwoWeeks(values: readonly number[]): WeeklyProfile | null {
  const newest = values.slice(-7).reverse();
  const before = values.slice(-14, -7).reverse();
  const shared = newest
    .map((_, daysBack) => daysBack)
    .filter((daysBack) => isKnown(newest[daysBack]) && isKnown(before[daysBack]));
  if (shared.length < 5) return null;
  const pick = (week: readonly number[]) => shared.map((daysBack) => week[daysBack] ?? 0);
  const changes = pick(newest).map((value, place) => value - (pick(before)[place] ?? 0));
  const dailyGrowth = (median(changes) ?? 0) / 7;
  const level = (week: readonly number[]) =>
    aroundZero(pick(week).map((value, place) => value + dailyGrowth * (shared[place] ?? 0)));
  const [late, early] = [level(newest), level(before)];
  const resemblance = correlation(late, early);
  if (resemblance === null || resemblance <= leastResemblance) return null;
  const profile = new Array<number>(7).fill(0);
  for (const [place, daysBack] of shared.entries()) {
    profile[daysBack] = (resemblance * ((late[place] ?? 0) + (early[place] ?? 0))) / 2;
  }
  return profile;
}

function aroundZero(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function isKnown(value: number | undefined): boolean {
  return value !== undefined && !Number.isNaN(value);
}
