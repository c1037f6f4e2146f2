import type { MeasuredSeries } from '../../src/analysers/efficiency/measure-series.ts';
import { noises } from './drawn-series.ts';
import { judgedRate, type RateLimit } from './judged-rate.ts';
import type { Drawn, Pair } from './measured-series.ts';

/** Prints how many series pass, with the error of the sample, and for each kind of noise; a missed limit fails the run. */
export function report(
  name: string,
  pairs: readonly Pair[],
  is: (measured: MeasuredSeries, drawn: Drawn) => boolean,
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
  const byNoise = noises.flatMap((noise) => {
    const alike = pairs.filter(([one]) => one.noise === noise);
    return alike.length === 0 ? [] : `${noise} ${percent(hits(alike) / alike.length)}`;
  });
  const verdict = isMissed ? ' MISSED' : '';
  console.log(`${name}: ${percent(share)} % (${told})${verdict}; ${byNoise.join(', ')}`);
  if (isMissed) process.exitCode = 1;
}

export function percent(share: number): string {
  return (100 * share).toFixed(2);
}
