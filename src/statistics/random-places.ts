import type { RandomNumbers } from './random-numbers.ts';

/**
 * Fills `chosen` with a random subset of the places 0 … total − 1 in ascending order, every subset equally likely; between two
 * of them lie at least `apart` places, 1 when any two may be neighbours. `chosen` must fit.
 */
export function drawPlaces(
  chosen: Int32Array,
  total: number,
  random: RandomNumbers,
  apart = 1,
): void {
  const wanted = chosen.length;
  // Subsets so far apart are those of fewer places, with the i-th moved on by i times what is kept free.
  const places = total - (wanted - 1) * (apart - 1);
  if (wanted * wanted < places) drawFew(chosen, places, random);
  else drawMany(chosen, places, random);
  for (let index = 1; index < wanted; index += 1) {
    chosen[index] = (chosen[index] ?? 0) + index * (apart - 1);
  }
}

/** Draws until all are different, which is soon where few are wanted. */
function drawFew(chosen: Int32Array, places: number, random: RandomNumbers): void {
  do {
    for (let index = 0; index < chosen.length; index += 1) {
      chosen[index] = Math.floor(random() * places);
    }
    chosen.sort();
  } while (chosen.some((place, index) => index > 0 && place === chosen[index - 1]));
}

/** Knuth's selection sampling (The Art of Computer Programming 2, algorithm S). */
function drawMany(chosen: Int32Array, places: number, random: RandomNumbers): void {
  let taken = 0;
  for (let place = 0; taken < chosen.length; place += 1) {
    if (random() * (places - place) >= chosen.length - taken) continue;
    chosen[taken] = place;
    taken += 1;
  }
}

/** Puts values into a random order in place, every order equally likely (Fisher and Yates). */
export function shuffle(values: Int32Array, random: RandomNumbers): void {
  for (let last = values.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const moved = values[last] ?? 0;
    values[last] = values[other] ?? 0;
    values[other] = moved;
  }
}
