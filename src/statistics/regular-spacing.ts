import type { RandomNumbers } from './random-numbers.ts';
import { drawPlaces } from './random-places.ts';
import { resampledChance } from './resampled-chance.ts';

/** The usual distance between events, and the chance of distances as even as these when events fall anywhere. */
export interface RegularSpacing {
  readonly distance: number;
  readonly p: number;
}

/** Of the distances the most uneven quarter is not counted: one event more or one missing hides no rhythm. */
const countedShare = 0.75;
const fewestEvents = 4;

/**
 * Do events come at even distances? `instants` are all trials in order, `places` the events among them, `apart` or further.
 * The events are put on random other trials; unevenness is the mean distance from the median distance. Null below four events.
 */
export function regularSpacing(
  instants: Float64Array,
  places: Int32Array,
  random: RandomNumbers,
  apart = 2,
): RegularSpacing | null {
  const events = places.length;
  if (events < fewestEvents || apart * events > instants.length) return null;
  const seen = unevenness(instants, places);
  const drawn = new Int32Array(events);
  const p = resampledChance(() => {
    drawPlaces(drawn, instants.length, random, apart);
    return unevenness(instants, drawn).share <= seen.share + 1e-9;
  });
  return { distance: seen.distance, p };
}

function unevenness(instants: Float64Array, places: Int32Array) {
  const gaps = new Float64Array(places.length - 1);
  for (let gap = 0; gap < gaps.length; gap += 1) {
    gaps[gap] = (instants[places[gap + 1] ?? 0] ?? 0) - (instants[places[gap] ?? 0] ?? 0);
  }
  const distance = middle(gaps.sort());
  for (let gap = 0; gap < gaps.length; gap += 1) gaps[gap] = Math.abs((gaps[gap] ?? 0) - distance);
  gaps.sort();
  const counted = Math.max(2, Math.ceil(gaps.length * countedShare));
  let sum = 0;
  for (let gap = 0; gap < counted; gap += 1) sum += gaps[gap] ?? 0;
  return { distance, share: distance === 0 ? Number.POSITIVE_INFINITY : sum / counted / distance };
}

function middle(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}
