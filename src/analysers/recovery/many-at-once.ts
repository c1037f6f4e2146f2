import type { ManyAtOnce } from '../../domain/recovery-evidence.ts';
import { quantile } from '../../statistics/quantile.ts';
import { randomNumbers } from '../../statistics/random-numbers.ts';
import { createTimeDraws, type ExpectedTime } from './draw-times.ts';
import { simulateRun } from './simulate-restores.ts';
import type { RestoreSlots } from './slot-office.ts';

/** A machine to bring back: where from, how long by itself, by when. */
export interface MachineToRestore {
  readonly repository: number;
  readonly expected: ExpectedTime;
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
  const drawTimes = createTimeDraws(
    machines.map(({ expected }) => expected),
    random,
  );
  let minutes: ArrayLike<number> = [];
  const queued = machines.map(({ repository }, place) => ({
    repository,
    arrivesAtMinutes: 0,
    drawMinutes: () => minutes[place] ?? 0,
  }));
  const lasts: number[] = [];
  const inTime = new Int32Array(machines.length);
  for (let run = 0; run < runs; run += 1) {
    minutes = drawTimes();
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
