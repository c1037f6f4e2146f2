import type { TroubledRunTruth } from '../../src/simulator/truth/troubled-runs.ts';
import type { KeptGroup } from './kept-claims.ts';
import type { Tally } from './tally.ts';

const hourMs = 3_600_000;
const longestGapHours = 72;
/** A run's log is written within its hours: a gap so near to the longest one may be told either way. */
const doubtfulHours = 3;

/**
 * Pairs of runs that are put together: each unordered pair of two runs that lie in one group, of those that failed or warned
 * at their first attempt. They belong together when class (or very cause), component and spell are one. A pair that a gap
 * within three hours of the longest one decides counts neither way.
 */
export function compareGroups(
  troubled: readonly TroubledRunTruth[],
  kept: readonly KeptGroup[],
): Tally {
  const runs = new Map(troubled.map((run) => [run.runId, run]));
  const real = pairsOf(plantedGroups(troubled, longestGapHours - doubtfulHours));
  const possible = pairsOf(plantedGroups(troubled, longestGapHours + doubtfulHours));
  const all = pairsOf(kept.map(({ run_ids }) => run_ids.filter((id) => runs.has(id))));
  const claimed = new Set([...all].filter((pair) => real.has(pair) || !possible.has(pair)));
  const told = (pair: string) =>
    pair
      .split(' ')
      .map((id) => shown(runs.get(id)))
      .join(' + ');
  const wrong = [...claimed].filter((pair) => !real.has(pair));
  const missed = [...real].filter((pair) => !claimed.has(pair));
  return {
    right: claimed.size - wrong.length,
    claimed: claimed.size,
    real: real.size,
    examples: [
      ...commonest(wrong.map(told)).map((text) => `wrongly together: ${text}`),
      ...commonest(missed.map(told)).map((text) => `wrongly apart: ${text}`),
    ],
  };
}

function plantedGroups(troubled: readonly TroubledRunTruth[], gapHours: number): string[][] {
  const alike = Map.groupBy(troubled, ({ causeKey, causeClass, component }) =>
    [causeClass ?? causeKey, component.kind, component.id ?? component.name].join(' '),
  );
  return [...alike.values()].flatMap((runs) => {
    const groups: string[][] = [];
    let lastMs = Number.NEGATIVE_INFINITY;
    for (const { runId, startedAt } of runs.toSorted((one, other) =>
      one.startedAt.localeCompare(other.startedAt),
    )) {
      const startedMs = Date.parse(startedAt);
      if (startedMs - lastMs > gapHours * hourMs) groups.push([]);
      groups.at(-1)?.push(runId);
      lastMs = startedMs;
    }
    return groups;
  });
}

function pairsOf(groups: readonly (readonly string[])[]): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const group of groups) {
    const ids = [...new Set(group)].sort();
    for (const [place, one] of ids.entries()) {
      for (const other of ids.slice(place + 1)) pairs.add(`${one} ${other}`);
    }
  }
  return pairs;
}

function shown(run: TroubledRunTruth | undefined): string {
  if (run === undefined) return 'nothing';
  const { outcome, causeKey, causeClass, component } = run;
  return `${outcome} ${causeKey} (${causeClass ?? 'unknown'}) on ${component.kind} ${component.name}`;
}

function commonest(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, 5)
    .map(([text, count]) => `${count} × ${text}`);
}
