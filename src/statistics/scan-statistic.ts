import type { RandomNumbers } from './random-numbers.ts';
import { drawPlaces } from './random-places.ts';
import { resampledChance } from './resampled-chance.ts';

/** The densest window: its first and last event as places in the list of events, and the chance of one as dense. */
export interface Burst {
  readonly first: number;
  readonly last: number;
  readonly events: number;
  readonly p: number;
}

/**
 * Do events crowd? Naus' scan statistic (1965), given the number of events: the most in any window of `windowTrials` trials in a
 * row, against events on random trials. `places` are the events' places among `trials`, ascending. Null below two events.
 */
export function scanStatistic(
  places: Int32Array,
  trials: number,
  windowTrials: number,
  random: RandomNumbers,
): Burst | null {
  if (places.length < 2 || windowTrials >= trials) return null;
  const seen = densest(places, windowTrials);
  const drawn = new Int32Array(places.length);
  const p = resampledChance(() => {
    drawPlaces(drawn, trials, random);
    return densest(drawn, windowTrials).events >= seen.events;
  });
  return { ...seen, p };
}

function densest(places: Int32Array, windowTrials: number) {
  let first = 0;
  let best = { first: 0, last: 0, events: 0 };
  for (let last = 0; last < places.length; last += 1) {
    while ((places[last] ?? 0) - (places[first] ?? 0) >= windowTrials) first += 1;
    if (last - first + 1 > best.events) best = { first, last, events: last - first + 1 };
  }
  return best;
}
