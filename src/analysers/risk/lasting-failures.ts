import type { Change, Share } from './formula.ts';

/** Classes of causes of which the catalogue says that repeating does not help: somebody must do something. */
export const causesThatStay: ReadonlySet<string> = new Set([
  ...['storage_space', 'chain_integrity', 'credentials', 'licensing', 'certificates'],
  ...['immutability', 'source_missing', 'scheduling', 'backup_copy', 'replica', 'malware'],
]);

/** Failures from so many jobs at once are no bad night of one of them. */
const manyJobs = 3;
const manyRuns = 3;
/** What passes by itself has mostly passed by the second night: runs that failed so far apart, or a beginning so long ago. */
const nextNightHours = 18;
const secondNightHours = 36;
const hourMs = 3_600_000;
/** What is lost of a job that fails although every workload still has a recent point; several jobs show a cause that reaches further. */
const lossWhileProtected = { one: 0.65, many: 0.85 } as const;

/** What is known of jobs that fail, stand still or are silent for one reason. */
export interface Failing {
  readonly jobs: number;
  readonly runsInRow: number;
  /** Null: since ever. */
  readonly since: Date | null;
  /** Start of the newest run; null where it is not known. */
  readonly newest: Date | null;
  /** Whether the cause is of those that stay. */
  readonly stays: boolean;
}

interface Judged {
  readonly asOf: Date;
  readonly longDays: number;
}

/**
 * How likely the next runs fail too: a cause that stays until somebody acts is all but certain to, other failures the more the longer
 * they last. One failed run of one job says little.
 */
export function likelyToLast(failing: Failing, { asOf, longDays }: Judged): number {
  const { jobs, runsInRow, since, newest, stays } = failing;
  const hours = hoursBetween(since, asOf);
  const isRepeated = runsInRow > 1;
  if (isRepeated && hours >= longDays * 24) return 1;
  const isNextNight = newest !== null && hoursBetween(since, newest) >= nextNightHours;
  const isLasting = isRepeated && (isNextNight || hours >= secondNightHours);
  if (jobs >= manyJobs) return ofMany(stays, isLasting);
  return stays ? ofOneThatStays(isRepeated) : ofOne(runsInRow, isLasting);
}

function hoursBetween(since: Date | null, until: Date): number {
  return since === null ? Infinity : (until.getTime() - since.getTime()) / hourMs;
}

function ofOneThatStays(isRepeated: boolean): number {
  return isRepeated ? 0.95 : 0.7;
}

function ofOne(runsInRow: number, isLasting: boolean): number {
  if (isLasting || runsInRow >= manyRuns) return 0.85;
  return runsInRow > 1 ? 0.65 : 0.4;
}

function ofMany(stays: boolean, isLasting: boolean): number {
  if (stays) return 1;
  return isLasting ? 0.95 : 0.7;
}

/** What is lost: all of it where nothing recent is left, part of it while recent points are there; times how likely it lasts. */
export function lossWhile(likely: number, exposed: Share, jobs: number): number {
  const least = jobs >= manyJobs ? lossWhileProtected.many : lossWhileProtected.one;
  return likely * (least + (1 - least) * (exposed.value ?? 1));
}

/** Without its cause nothing more is lost, but what has no recent point has none before the next good run; a point made by hand comes sooner. */
export function changesWhile(
  remedy: string,
  likely: number,
  exposed: Share,
  jobs: number,
): Change[] {
  const share = exposed.value ?? 1;
  const least = jobs >= manyJobs ? lossWhileProtected.many : lossWhileProtected.one;
  return [
    { change: remedy, leaves: { loss: share * (1 - least) } },
    {
      change: 'back up by hand what has no recent restore point',
      leaves: { loss: likely * least, fallback: 0 },
    },
  ];
}
