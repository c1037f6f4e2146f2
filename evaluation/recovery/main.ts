import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { randomNumbers } from '../../src/statistics/random-numbers.ts';
import { isMet, type Target, targetText } from '../forecast/targets.ts';
import { heavyTailed, logNormal, type TimeLaw, twoKinds } from './drawn-restores.ts';
import { boundRates, manyAtOnceRates, predictionRates, type Rate, type SizeLaw } from './rates.ts';

// How often the bounds and predictions of restore times hold what was drawn, with the laws known.
const { values } = parseArgs({ options: { seed: { type: 'string' }, series: { type: 'string' } } });
const seed = values.seed === undefined ? randomInt(1, 2 ** 31) : Number(values.seed);
const series = Number(values.series ?? 500);
console.log(
  `seed ${seed}, ${series} series each (repeat with: -- --seed ${seed} --series ${series})`,
);
const random = randomNumbers(seed);
const targets: Target[] = [];

console.log('bounds that hold the true P50 / P90 / P95, %');
bounds(logNormal, [5, 10, 20, 40, 59, 200], 0, true);
bounds(logNormal, [20, 40, 120, 300], 0.1, true);
bounds(heavyTailed, [59, 200], 0, true);
bounds(twoKinds, [59, 200], 0, true);
console.log('  without a target: times that are not log-normal, below 59, and where many fail');
bounds(logNormal, [20, 120], 0.3, false);
bounds(heavyTailed, [10, 40], 0, false);
bounds(twoKinds, [10, 40], 0, false);

console.log('a machine that was never restored is back by its predicted P50 / P95, %');
const sized: SizeLaw = { slope: 0.9, isHeavy: false };
for (const restores of [8, 20, 60]) predictions('size explains', sized, restores, true);
predictions('size explains nothing', { slope: 0, isHeavy: false }, 5, true);
predictions('size explains nothing', { slope: 0, isHeavy: false }, 20, true);
predictions('heavy tail (t with 3 degrees)', { slope: 0.9, isHeavy: true }, 20, false);

console.log('thirty machines at once, all back by the predicted P50 / P95, %');
for (const restores of [8, 20, 60]) {
  const rates = manyAtOnceRates(sized, { restores, series }, random);
  console.log(`  by ${restores} restores: ${percent(rates.p50)} / ${percent(rates.p95)}`);
  aim(`all back by P95, ${restores} restores, %`, rates.p95);
}

console.log('targets: the stated rate, less 3.5 standard errors of so many series');
for (const target of targets) console.log(targetText(target));
const missed = targets.filter((target) => !isMet(target)).length;
console.log(`${targets.length - missed} of ${targets.length} targets met`);
process.exitCode = missed === 0 ? 0 : 1;

function bounds(
  law: TimeLaw,
  counts: readonly number[],
  failingShare: number,
  isAimed: boolean,
): void {
  for (const restores of counts) {
    const found = boundRates(law, { restores, failingShare, series }, random);
    const failing = failingShare > 0 ? `, ${failingShare * 100} % fail` : '';
    for (const side of ['high', 'low'] as const) {
      boundSide(`${law.name}, ${restores}${failing}, ${side}`, found[side], isAimed);
    }
  }
}

function boundSide(name: string, rates: ReadonlyMap<number, Rate>, isAimed: boolean): void {
  const untold = [...rates.values()].map(({ none }) => none);
  const without = untold.some((none) => none > 0) ? `, none told ${untold.join(' / ')}` : '';
  console.log(`  ${name}: ${[...rates.values()].map(percent).join(' / ')}${without}`);
  const p95 = rates.get(0.95);
  if (isAimed && p95 !== undefined) aim(`${name} of P95, %`, p95);
}

function predictions(name: string, law: SizeLaw, restores: number, isAimed: boolean): void {
  const rates = predictionRates(law, { restores, series: 4 * series }, random);
  console.log(`  ${name}, ${restores} restores: ${percent(rates.p50)} / ${percent(rates.p95)}`);
  if (isAimed) aim(`${name}, ${restores} restores, P95, %`, rates.p95);
}

/** Chance alone takes a rate 3.5 standard errors below its target in one of 4,300. */
function aim(name: string, { held, of }: Rate): void {
  const error = Math.sqrt((95 * 5) / Math.max(1, of));
  const least = Math.round(100 * (95 - 3.5 * error)) / 100;
  targets.push({ name, value: (100 * held) / Math.max(1, of), least });
}

function percent({ held, of }: Rate): string {
  return ((100 * held) / Math.max(1, of)).toFixed(1);
}
