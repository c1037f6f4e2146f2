import type { ManyAtOnce } from '../../domain/recovery-evidence.ts';
import { standardNormalQuantile } from '../../statistics/normal-distribution.ts';
import { quantile } from '../../statistics/quantile.ts';
import { randomNumbers } from '../../statistics/random-numbers.ts';
import { simulateRun } from './simulate-restores.ts';
import type { RestoreSlots } from './slot-office.ts';

/** A machine to bring back: where from, how long by itself, by when. */
export interface MachineToRestore {
  readonly repository: number;
  /** Mean and deviation of the logarithm of minutes. */
  readonly logMean: number;
  readonly logDeviation: number;
  readonly rtoMinutes: number;
}

const sure = 0.95;

/** Simulates that all are restored at once, in the order given, the same for the same seed. */
export function restoreManyAtOnce(
  machines: readonly MachineToRestore[],
  slots: RestoreSlots,
  runs: number,
  seed: number,
): ManyAtOnce {
  const random = randomNumbers(seed);
  const queued = machines.map(({ repository, logMean, logDeviation }) => ({
    repository,
    arrivesAtMinutes: 0,
    drawMinutes: (next: () => number) =>
      Math.exp(logMean + logDeviation * standardNormalQuantile(openUnit(next()))),
  }));
  const lasts: number[] = [];
  const inTime = new Int32Array(machines.length);
  for (let run = 0; run < runs; run += 1) {
    const { ended } = simulateRun(queued, slots, random);
    let last = 0;
    machines.forEach(({ rtoMinutes }, place) => {
      const end = ended[place] ?? 0;
      if (end > last) last = end;
      if (end <= rtoMinutes) inTime[place] = (inTime[place] ?? 0) + 1;
    });
    lasts.push(last);
  }
  const late = inTime.findIndex((count) => count < sure * runs);
  return {
    machines: machines.length,
    runs,
    allBackP50Minutes: quantile(lasts, 0.5) ?? 0,
    allBackP95Minutes: quantile(lasts, sure) ?? 0,
    withinRtoShare:
      inTime.reduce((sum, count) => sum + count, 0) / Math.max(1, runs * machines.length),
    mostWithinRto: late < 0 ? machines.length : late,
  };
}

// The normal quantile of exactly 0 has no bound.
function openUnit(number: number): number {
  return number === 0 ? 1 / 4_294_967_296 : number;
}
