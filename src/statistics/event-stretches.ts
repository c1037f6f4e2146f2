import { logChoose } from './log-factorial.ts';

/** Events in stretches: how many stretches in a row there are, and the chance of so few. */
export interface Stretches {
  readonly stretches: number;
  readonly longest: number;
  readonly p: number;
}

/**
 * Do events come in stretches? The one-sided runs test of Wald and Wolfowitz (1940), exact and given the number of events: m events
 * in n trials fall into k stretches with the chance C(m − 1, k − 1)·C(n − m + 1, k) / C(n, m); p is that of k or fewer. `places` are
 * the events' places among `trials`, ascending. Null below two events, or where every trial is one.
 */
export function eventStretches(places: Int32Array, trials: number): Stretches | null {
  const events = places.length;
  if (events < 2 || events >= trials) return null;
  let stretches = 0;
  let longest = 0;
  let length = 0;
  for (const [index, place] of places.entries()) {
    const isNext = index > 0 && place === (places[index - 1] ?? 0) + 1;
    length = isNext ? length + 1 : 1;
    stretches += Number(!isNext);
    longest = Math.max(longest, length);
  }
  let p = 0;
  for (let count = 1; count <= stretches; count += 1) {
    p += Math.exp(
      logChoose(events - 1, count - 1) +
        logChoose(trials - events + 1, count) -
        logChoose(trials, events),
    );
  }
  return { stretches, longest, p: Math.min(1, p) };
}
