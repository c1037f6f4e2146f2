import { matchLine } from '../../analysers/health/causes/match-line.ts';
import type { PassContext } from '../pass-request.ts';

/** Logs matched at once: a few thousand lines at most. */
const logsPerBatch = 500;

/** Matches the lines that came since the last pass, and all of them once the catalogue is another one. */
export async function matchLines(
  { causes, catalogue, signal }: PassContext,
  vbrServerId: number,
): Promise<Record<string, number>> {
  const counts = { 'lines-matched': 0, 'lines-unknown': 0 };
  for (;;) {
    signal.throwIfAborted();
    const { owners, lines } = await causes.logsToMatch(
      vbrServerId,
      catalogue.version,
      logsPerBatch,
    );
    if (owners.length === 0) return counts;
    const matched = lines.map((line) => ({
      line,
      matched: matchLine(catalogue, line.text, line.workload === null ? [] : [line.workload]),
    }));
    await causes.keepMatches(vbrServerId, catalogue.version, owners, matched);
    counts['lines-matched'] += matched.length;
    counts['lines-unknown'] += matched.filter(
      ({ matched: { isNoise, matches } }) => !isNoise && matches.length === 0,
    ).length;
  }
}
