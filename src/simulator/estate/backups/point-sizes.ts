import { type Chance, chanceFrom, fraction, textHash } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { logNormal, pareto } from '../heavy-tail.ts';
import { hitSinceMs } from '../malware-status.ts';
import { dayMs } from '../zone-clock.ts';
import type { SimulatedObject } from './backup.ts';
import { flaws, type PointRow } from './point-table.ts';

/** What a point holds and what its file takes; percents are what remains. */
export interface PointSizes {
  readonly originalBytes: number;
  readonly dataBytes: number;
  readonly backupBytes: number;
  readonly dedupPercent: number;
  readonly compressPercent: number;
}

const mebibyte = 1024 ** 2;

/** How a workload's data behave, the same in each of its backups. */
interface Nature {
  readonly bytes: number;
  readonly usedShare: number;
  readonly changeShare: number;
  readonly dedupPercent: number;
  readonly compressPercent: number;
}

/** How large a workload is at an instant. */
export function originalBytes(estate: Estate, object: SimulatedObject, instantMs: number): number {
  const ageDays = (estate.options.now.getTime() - instantMs) / dayMs;
  return Math.floor(natureOf(estate, object).bytes * Math.max(0.5, 1 - ageDays * 0.0012));
}

/** The sizes of a point, from the seed and what it is. */
export function sizesOf(estate: Estate, object: SimulatedObject, point: PointRow): PointSizes {
  const nature = natureOf(estate, object);
  const chance = chanceFrom(estate.options.seed, textHash('size'), point.number);
  const original = originalBytes(estate, object, point.createdMs);
  const isHit = isEncrypted(estate, object, point.createdMs);
  const share = point.isFull ? nature.usedShare : changeOf(nature, isHit, chance);
  const wholeShare = point.flaw === flaws.incomplete ? share * fraction(chance) * 0.8 : share;
  const dataBytes = Math.floor(original * wholeShare);
  const dedup = isHit ? 99 : percent(nature.dedupPercent, chance);
  const compress = isHit ? 98 : percent(nature.compressPercent, chance);
  const stir = 0.985 + fraction(chance) * 0.03;
  const metadata = (point.isFull ? 24 : 6 + fraction(chance) * 30) * mebibyte;
  const backupBytes = Math.floor((dataBytes * dedup * compress * stir) / 10_000 + metadata);
  // VBR writes 0 per cent where it read nothing, and now and then for no reason.
  const isUntold = dataBytes === 0 || fraction(chance) < 0.004;
  return {
    originalBytes: original,
    dataBytes,
    backupBytes,
    dedupPercent: isUntold ? 0 : dedup,
    compressPercent: isUntold ? 0 : compress,
  };
}

function natureOf(estate: Estate, object: SimulatedObject): Nature {
  const { job, savesNothing } = object.backup;
  const seedJob = job.sourceJob ?? job.index;
  const chance = chanceFrom(estate.options.seed, textHash('nature'), seedJob, object.place);
  const isGiant = fraction(chance) < 0.04;
  const factor = isGiant ? Math.min(8, pareto(chance, 1.5, 1.7)) : logNormal(chance, 0.75, 0.6);
  const isPacked = fraction(chance) < 0.06 || savesNothing;
  return {
    bytes: job.workloadBytes * factor,
    usedShare: 0.55 + fraction(chance) * 0.35,
    changeShare: Math.min(0.3, logNormal(chance, 0.02, 0.7)),
    dedupPercent: isPacked ? 100 : 52 + fraction(chance) * 44,
    compressPercent: isPacked ? 100 : 34 + fraction(chance) * 42,
  };
}

function changeOf({ changeShare }: Nature, isHit: boolean, chance: Chance): number {
  const draw = fraction(chance);
  if (isHit) return 0.5 + draw * 0.4;
  if (draw < 0.01) return 0;
  const usual = changeShare * logNormal(chance, 1, 0.5);
  return Math.min(0.8, draw > 0.97 ? pareto(chance, Math.max(0.05, usual), 1.2) : usual);
}

function isEncrypted(estate: Estate, { backup, place }: SimulatedObject, instantMs: number) {
  const sinceMs = hitSinceMs(estate, backup.job, place);
  return sinceMs !== null && instantMs >= sinceMs;
}

function percent(mean: number, chance: Chance): number {
  if (mean === 100) return 100;
  return Math.min(100, Math.max(1, Math.round(mean + (fraction(chance) - 0.5) * 5)));
}
