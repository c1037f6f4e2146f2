import { familyDurations } from '../../src/analysers/recovery/family-durations.ts';
import { restoreManyAtOnce } from '../../src/analysers/recovery/many-at-once.ts';
import { simulateRun } from '../../src/analysers/recovery/simulate-restores.ts';
import { estimateTime, learnModels } from '../../src/analysers/recovery/time-model.ts';
import { predictiveQuantile } from '../../src/statistics/linear-prediction.ts';
import { standardNormalQuantile } from '../../src/statistics/normal-distribution.ts';
import type { RandomNumbers } from '../../src/statistics/random-numbers.ts';
import { drawnRestores, evenDraw, restoreOf, type TimeLaw } from './drawn-restores.ts';

/** So many of so many; `none` told no bound at all, which promises nothing. */
export interface Rate {
  readonly held: number;
  readonly of: number;
  readonly none: number;
}

const nothing: Rate = { held: 0, of: 0, none: 0 };

/** How often the upper and the lower bounds of P50, P90 and P95 hold the true one, over series of so many restores. */
export function boundRates(
  law: TimeLaw,
  setting: { readonly restores: number; readonly failingShare: number; readonly series: number },
  random: RandomNumbers,
): Readonly<Record<'high' | 'low', ReadonlyMap<number, Rate>>> {
  const high = new Map<number, Rate>();
  const low = new Map<number, Rate>();
  for (let turn = 0; turn < setting.series; turn += 1) {
    const drawn = drawnRestores(law, setting.restores, setting.failingShare, random);
    for (const { share, ...bounds } of familyDurations('full-machine', drawn).percentiles) {
      const truth = law.quantile(share);
      count(high, share, bounds.high === null ? null : bounds.high >= truth);
      count(low, share, bounds.low === null ? null : bounds.low <= truth);
    }
  }
  return { high, low };
}

function count(rates: Map<number, Rate>, share: number, held: boolean | null): void {
  const { held: before, of, none } = rates.get(share) ?? nothing;
  rates.set(share, {
    held: before + Number(held === true),
    of: of + Number(held !== null),
    none: none + Number(held === null),
  });
}

/** Minutes grow with size to the power `slope`; what is left over is log-normal, or from the sizes of two such kinds. */
export interface SizeLaw {
  readonly slope: number;
  readonly isHeavy: boolean;
}

const spread = 0.4;

function minutesOf(law: SizeLaw, sizeGib: number, random: RandomNumbers): number {
  const left = standardNormalQuantile(evenDraw(random));
  // Student's t with three degrees of freedom: a normal number over the root of a mean of three squared ones.
  const squares = [1, 2, 3].reduce((sum) => sum + standardNormalQuantile(evenDraw(random)) ** 2, 0);
  const deviation = law.isHeavy ? left / Math.sqrt(squares / 3) : left;
  return Math.exp(0.5 + law.slope * Math.log(sizeGib) + spread * deviation);
}

const drawnSize = (random: RandomNumbers) =>
  Math.exp(4.5 + standardNormalQuantile(evenDraw(random)));

function learnt(law: SizeLaw, restores: number, random: RandomNumbers) {
  const drawn = Array.from({ length: restores }, () => {
    const size = drawnSize(random);
    return restoreOf(minutesOf(law, size, random), 'done', size);
  });
  return learnModels(drawn);
}

function expectedOf(models: ReturnType<typeof learnModels>, sizeGib: number) {
  const workload = { repositoryId: 'r-1', sizeBytes: sizeGib * 1024 ** 3 };
  return estimateTime(models, 'full-machine', workload);
}

/** How often a machine that was never restored takes no longer than its predicted P50 and P95. */
export function predictionRates(
  law: SizeLaw,
  setting: { readonly restores: number; readonly series: number },
  random: RandomNumbers,
): Readonly<Record<'p50' | 'p95', Rate>> {
  let [p50, p95, of] = [0, 0, 0];
  for (let turn = 0; turn < setting.series; turn += 1) {
    const models = learnt(law, setting.restores, random);
    const size = drawnSize(random);
    const estimate = expectedOf(models, size);
    if (estimate === null) continue;
    const took = Math.log(minutesOf(law, size, random));
    of += 1;
    p50 += Number(took <= estimate.prediction.value);
    p95 += Number(took <= predictiveQuantile(estimate.prediction, 0.95));
  }
  return { p50: { held: p50, of, none: 0 }, p95: { held: p95, of, none: 0 } };
}

const machinesAtOnce = 30;
const slots = { proxySlots: 6, repositorySlots: [4], sharingExponent: 0 };
const runs = 300;

/** How often so many machines, restored at once by the true law, are all back by the predicted P50 and P95. */
export function manyAtOnceRates(
  law: SizeLaw,
  setting: { readonly restores: number; readonly series: number },
  random: RandomNumbers,
): Readonly<Record<'p50' | 'p95', Rate>> {
  let [p50, p95, of] = [0, 0, 0];
  for (let turn = 0; turn < setting.series; turn += 1) {
    const models = learnt(law, setting.restores, random);
    const sizes = Array.from({ length: machinesAtOnce }, () => drawnSize(random));
    const machines = sizes.flatMap((size) => {
      const estimate = expectedOf(models, size);
      if (estimate === null) return [];
      const expected = { ...estimate.prediction, model: estimate.model };
      return [{ repository: 0, expected, rtoMinutes: 60 }];
    });
    if (machines.length < machinesAtOnce) continue;
    const seed = Math.floor(random() * 2 ** 31);
    const told = restoreManyAtOnce(machines, slots, runs, seed);
    const truly = sizes.map((size) => ({
      ...{ repository: 0, arrivesAtMinutes: 0 },
      drawMinutes: () => minutesOf(law, size, random),
    }));
    const last = Math.max(...simulateRun(truly, slots, random).ended);
    of += 1;
    p50 += Number(last <= told.allBackP50Minutes);
    p95 += Number(last <= told.allBackP95Minutes);
  }
  return { p50: { held: p50, of, none: 0 }, p95: { held: p95, of, none: 0 } };
}
