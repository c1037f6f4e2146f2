/** How many resamples at most, and after how many as extreme ones the answer is clear enough. */
export interface Resampling {
  readonly atMost: number;
  readonly enoughExtreme: number;
}

const usual: Resampling = { atMost: 499, enoughExtreme: 10 };

/**
 * The p of a Monte-Carlo test that stops early (Besag and Clifford 1991): extreme / drawn once enough resamples were as extreme as
 * what was seen, (extreme + 1) / (drawn + 1) otherwise. Exact for every stop; costs little where nothing is to be found.
 */
export function resampledChance(isAsExtreme: () => boolean, limits: Resampling = usual): number {
  let extreme = 0;
  for (let drawn = 1; drawn <= limits.atMost; drawn += 1) {
    if (!isAsExtreme()) continue;
    extreme += 1;
    if (extreme === limits.enoughExtreme) return extreme / drawn;
  }
  return (extreme + 1) / (limits.atMost + 1);
}
