import { type Chance, chanceFrom, fraction, textHash } from '../chance.ts';
import { logNormal } from '../heavy-tail.ts';
import type { SimulatedJob } from '../job.ts';
import { hourMs } from '../zone-clock.ts';
import { drawFrom, type Mixture } from './heavy-tail.ts';
import type { RestoreKind } from './restore-kinds.ts';

/** How a restore went in time; all in milliseconds. */
export interface RestoreTimes {
  readonly bytes: number;
  /** To the end of the copying, or until the workload runs from its backup. */
  readonly workMs: number;
  /** How long it then runs from there; null for all but instant restores. */
  readonly publishedMs: number | null;
  readonly dismountMs: number;
}

const mib = 1024 ** 2;
const share: Readonly<Record<RestoreKind['family'], number>> = {
  'full-machine': 1,
  disk: 0.35,
  file: 0.002,
  application: 0.04,
  instant: 1,
  failover: 0,
};
const mount: Mixture = {
  median: 95_000,
  spread: 0.55,
  tailShare: 0.06,
  tailIndex: 1.2,
  most: 3 * hourMs,
};
const published: Mixture = {
  median: 9 * hourMs,
  spread: 1.3,
  tailShare: 0.1,
  tailIndex: 1,
  most: 20 * 24 * hourMs,
};
const browsing: Mixture = {
  median: 14 * 60_000,
  spread: 1.1,
  tailShare: 0.05,
  tailIndex: 0.9,
  most: 5 * 24 * hourMs,
};
const switching: Mixture = {
  median: 4 * 60_000,
  spread: 0.7,
  tailShare: 0.05,
  tailIndex: 1.3,
  most: 4 * hourMs,
};
const stretch: Mixture = { median: 1, spread: 0.25, tailShare: 0.07, tailIndex: 1.4, most: 25 };

/** Bytes and times of one restore: the work follows the size of the workload and the pace of the repository. */
export function restoreTimes(
  { family }: RestoreKind,
  job: SimulatedJob,
  seed: number,
  chance: Chance,
): RestoreTimes {
  const bytes = Math.floor(job.workloadBytes * share[family] * logNormal(chance, 1, 0.5));
  const pace = restorePace(seed, job.targetId);
  const workMs = workOf(family, bytes, pace, chance);
  const isInstant = family === 'instant';
  return {
    bytes,
    workMs: Math.max(12_000, Math.floor(workMs)),
    publishedMs: isInstant ? Math.floor(drawFrom(chance, published)) : null,
    dismountMs: isInstant ? Math.floor(20_000 + fraction(chance) * 180_000) : 0,
  };
}

/** Bytes a second a repository gives back, the same for good: slow object storage to quick disks. */
function restorePace(seed: number, targetId: string): number {
  const chance = chanceFrom(seed, textHash('restore pace'), textHash(targetId));
  return 40 * mib * 10.5 ** fraction(chance);
}

function workOf(
  family: RestoreKind['family'],
  bytes: number,
  pace: number,
  chance: Chance,
): number {
  if (family === 'instant') return drawFrom(chance, mount) * Math.sqrt((130 * mib) / pace);
  if (family === 'file') return drawFrom(chance, browsing);
  if (family === 'failover') return drawFrom(chance, switching);
  return 90_000 + (bytes / pace) * 1000 * drawFrom(chance, stretch);
}
