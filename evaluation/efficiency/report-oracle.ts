import type { Pair } from './measured-series.ts';
import { changeAt, largestChange } from './oracle.ts';
import { percent } from './report-rate.ts';
import { isDated, isTold } from './verdicts.ts';

/** Two-sided p = 0.05. */
const z = 1.96;
const nightsOff = 7;

/** What of the same shifts is found by one who knows the noise, and by one who knows the night too: nobody can know more. */
export function reportOracle(clean: readonly Pair[], shifted: readonly Pair[]): void {
  const flagged = share(clean, ([, { shifts }]) => shifts.length > 0);
  const largest = clean.map(([one]) => Math.abs(largestChange(one).size)).sort((a, b) => b - a);
  // As many clean series as the analyser flags.
  const least = largest[Math.round(flagged * clean.length)] ?? 0;
  const seen = shifted.map(([one, measured]) => {
    const direction = (one.planted?.factor ?? 1) < 1 ? -1 : 1;
    const at = one.planted?.night ?? 0;
    const { at: dated, size } = largestChange(one);
    const isSeen = size * direction > least;
    return {
      isKnown: changeAt(one, at) * direction > z,
      isSeen,
      isSeenThere: isSeen && Math.abs(dated - at) <= nightsOff,
      isTold: isTold(measured, one),
      isDated: isDated(measured, one),
    };
  });
  const of = (is: (one: (typeof seen)[number]) => boolean) => `${percent(share(seen, is))} %`;
  console.log(
    [
      `autocorrelated, ${seen.length} shifts: told ${of((one) => one.isTold)}, dated ${of((one) => one.isDated)}`,
      `an oracle that knows the noise, at the same ${percent(flagged)} % of clean ones: ${of((one) => one.isSeen)}, ${of((one) => one.isSeenThere)}`,
      `one that knows the night too, at 5 %: ${of((one) => one.isKnown)}`,
    ].join('; '),
  );
}

function share<Item>(items: readonly Item[], is: (item: Item) => boolean): number {
  return items.filter(is).length / Math.max(1, items.length);
}
