import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { measureSeries } from '../../src/analysers/efficiency/measure-series.ts';
import { randomNumbers } from '../../src/statistics/random-numbers.ts';
import { type DrawnSeries, drawSeries, nights, noises, type Planted } from './drawn-series.ts';
import { judgedRate, type RateLimit } from './judged-rate.ts';

// How often a clean series of 60 nights is flagged, what of planted drops and shifts is found, and how often intervals hold.
const { values } = parseArgs({ options: { seed: { type: 'string' }, series: { type: 'string' } } });
const seed = Number(values.seed ?? randomInt(1, 2 ** 31 - 1));
const count = Number(values.series ?? 2000);
console.log(`seed ${seed}, ${count} series of each kind`);
const random = randomNumbers(seed);
const from = new Date(0);
/** A shift counts as found when it is dated this near. */
const nightsOff = 7;
/** Noise up to here hides neither a drop nor a change of these sizes. */
const quietSpread = 0.04;
const isQuiet = ([{ spread }]: Pair) => spread <= quietSpread;
/** Of intervals stated as 95 %. */
const leastHeld = 0.93;

const clean = draw(() => null);
report('clean series flagged', clean, ({ shifts, unusual }) => shifts.length + unusual.length > 0, {
  most: 0.05,
});
report('  by a lasting change', clean, ({ shifts }) => shifts.length > 0, {});
report('  by an unusual night', clean, ({ unusual }) => unusual.length > 0, {});
report('intervals of the ratio that hold (95 % stated)', clean, holdsRatio, {
  least: leastHeld,
});
const drops = draw(() => ({ night: placeIn(3, nights - 1), factor: 0.6, isLasting: false }));
report('40 % drops of a night found', drops, foundNight, { least: 0.999 });
report('  at noise up to 4 %', drops.filter(isQuiet), foundNight, { least: 0.999 });
const rises = draw(() => shiftOf(1.1));
const falls = draw(() => shiftOf(0.9));
const isFound = (measured: Measured, one: Drawn) => foundShift(measured, one, nightsOff);
report('10 % shifts found', [...falls, ...rises], isFound, { least: 0.99 });
report('  at noise up to 4 %', [...falls, ...rises].filter(isQuiet), isFound, { least: 0.999 });
for (const [name, shifted, factor] of [
  ['falls', falls, 0.9],
  ['rises', rises, 1.1],
] as const) {
  report(`  10 % ${name} found`, shifted, isFound, {});
  const found = shifted.filter(([one, measured]) => isFound(measured, one));
  report(
    `  intervals of their size that hold (95 % stated)`,
    found,
    ({ shifts }) => holds(shifts, factor),
    { least: leastHeld },
  );
}

type Measured = NonNullable<ReturnType<typeof measureSeries>>;
interface Drawn extends DrawnSeries {
  readonly planted: Planted | null;
}
type Pair = readonly [Drawn, Measured];

function draw(plan: () => Planted | null): readonly Pair[] {
  return Array.from({ length: count }, (_, number): Pair => {
    const planted = plan();
    const noise = noises[number % noises.length] ?? 'normal';
    const one = { ...drawSeries(random, noise, planted), planted };
    const measured = measureSeries(one.files, 'increment', from);
    if (measured === null) throw new Error('a series of 60 nights was not measured');
    return [one, measured];
  });
}

function shiftOf(factor: number): Planted {
  return { night: placeIn(12, nights - 12), factor, isLasting: true };
}

function placeIn(first: number, last: number): number {
  return first + Math.floor(random() * (last - first));
}

function foundNight({ unusual }: Measured, { planted, files }: Drawn): boolean {
  const id = files[planted?.night ?? 0]?.id ?? '';
  return unusual.some(({ percent, evidence }) => percent < 0 && evidence.fileIds.includes(id));
}

function foundShift(
  { shifts, nights: seen }: Measured,
  { planted }: Drawn,
  within: number,
): boolean {
  const at = seen[planted?.night ?? 0]?.night ?? 0;
  return shifts.some(({ since, percent }) => {
    const distance = Math.abs(Date.parse(`${since}T00:00:00Z`) / 86_400_000 - at);
    return distance <= within && percent < 0 === (planted?.factor ?? 1) < 1;
  });
}

function holds(shifts: Measured['shifts'], factor: number): boolean {
  const percent = 100 * (factor - 1);
  return shifts.some(
    ({ lowPercent, highPercent }) => lowPercent <= percent && percent <= highPercent,
  );
}

function holdsRatio({ series }: Measured, { factorNow }: Drawn): boolean {
  return series.lowFactorNow <= factorNow && factorNow <= series.highFactorNow;
}

function report(
  name: string,
  pairs: readonly Pair[],
  is: (measured: Measured, drawn: Drawn) => boolean,
  limit: RateLimit,
): void {
  const hits = (of: readonly Pair[]) => of.filter(([one, measured]) => is(measured, one)).length;
  const { share, low, high, isMissed } = judgedRate(hits(pairs), pairs.length, limit);
  const { most, least } = limit;
  const told = [
    `${pairs.length} series, 95 %: ${percent(low)} to ${percent(high)}`,
    ...(most === undefined ? [] : [`at most ${100 * most} %`]),
    ...(least === undefined ? [] : [`at least ${100 * least} %`]),
  ].join(', ');
  const byNoise = noises.map((noise) => {
    const alike = pairs.filter(([one]) => one.noise === noise);
    return `${noise} ${alike.length === 0 ? 'not asked' : percent(hits(alike) / alike.length)}`;
  });
  const verdict = isMissed ? ' MISSED' : '';
  console.log(`${name}: ${percent(share)} % (${told})${verdict}; ${byNoise.join(', ')}`);
  if (isMissed) process.exitCode = 1;
}

function percent(share: number): string {
  return (100 * share).toFixed(1);
}
