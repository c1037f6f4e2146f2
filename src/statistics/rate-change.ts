import type { RandomNumbers } from './random-numbers.ts';
import { shuffle } from './random-places.ts';
import { resampledChance } from './resampled-chance.ts';

/** Events among trials in one step of time. */
export interface Step {
  readonly events: number;
  readonly trials: number;
}

/** Where a share changes most: the first step of the later part, the share before and after, and the chance of such a change. */
export interface RateChange {
  readonly place: number;
  readonly before: number;
  readonly after: number;
  readonly p: number;
}

/** A lesser gain comes in more than one of five series without a change: its p is given as 1 without resampling. */
const leastGain = 2;

/**
 * The change point of a binomial share (Hinkley and Hinkley 1970): the split with the greatest likelihood ratio, with its p from
 * random orders of the steps. Each part keeps at least `fewestTrials`. Null where no split is possible or nothing varies.
 */
export function rateChange(
  steps: readonly Step[],
  random: RandomNumbers,
  fewestTrials = 5,
): RateChange | null {
  const events = Int32Array.from(steps, (step) => step.events);
  const trials = Int32Array.from(steps, (step) => step.trials);
  const seen = bestSplit(events, trials, fewestTrials);
  if (seen === null) return null;
  const { place, before, after } = seen;
  if (seen.gain < leastGain) return { place, before, after, p: 1 };
  const order = Int32Array.from(steps, (_step, place) => place);
  const movedEvents = new Int32Array(steps.length);
  const movedTrials = new Int32Array(steps.length);
  const p = resampledChance(() => {
    shuffle(order, random);
    for (let place = 0; place < order.length; place += 1) {
      movedEvents[place] = events[order[place] ?? 0] ?? 0;
      movedTrials[place] = trials[order[place] ?? 0] ?? 0;
    }
    const drawn = bestSplit(movedEvents, movedTrials, fewestTrials);
    return drawn !== null && drawn.gain >= seen.gain - 1e-9;
  });
  return { place, before, after, p };
}

interface Split {
  readonly place: number;
  readonly gain: number;
  readonly before: number;
  readonly after: number;
}

function bestSplit(events: Int32Array, trials: Int32Array, fewestTrials: number): Split | null {
  const all = { events: sumOf(events), trials: sumOf(trials) };
  if (all.events === 0 || all.events === all.trials) return null;
  const level = likelihood(all.events, all.trials);
  let best: Split | null = null;
  const left = { events: 0, trials: 0 };
  for (let place = 1; place < events.length; place += 1) {
    left.events += events[place - 1] ?? 0;
    left.trials += trials[place - 1] ?? 0;
    const fewest = Math.min(left.trials, all.trials - left.trials);
    if (fewest < fewestTrials) continue;
    const gain = gainOf(left, all, level);
    if (best === null || gain > best.gain) {
      const after = (all.events - left.events) / (all.trials - left.trials);
      best = { place, gain, before: left.events / left.trials, after };
    }
  }
  return best;
}

/** How much likelier two shares make what was seen than one. */
function gainOf(left: Step, all: Step, level: number): number {
  const right = likelihood(all.events - left.events, all.trials - left.trials);
  return likelihood(left.events, left.trials) + right - level;
}

/** The greatest log-likelihood of so many events in so many trials. */
function likelihood(events: number, trials: number): number {
  return timesLog(events) + timesLog(trials - events) - timesLog(trials);
}

const knownTimesLog = [0];

/** n·ln n; a table, as it is asked for millions of times. */
function timesLog(n: number): number {
  for (let next = knownTimesLog.length; next <= n; next += 1)
    knownTimesLog.push(next * Math.log(next));
  return knownTimesLog[n] ?? 0;
}

function sumOf(values: Int32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
