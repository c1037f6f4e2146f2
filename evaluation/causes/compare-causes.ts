import type { TroubledRunTruth } from '../../src/simulator/truth/troubled-runs.ts';
import type { KeptCause } from './kept-claims.ts';
import type { Tally } from './tally.ts';

const unknown = 'unknown';

/**
 * Failed runs, by whether their text has a signature. A run is right when it has a cause of its own outcome and every such
 * cause is of the planted class; where the wording exists in no catalogue the class is to be `unknown`.
 */
export function compareCauses(
  troubled: readonly TroubledRunTruth[],
  causes: readonly KeptCause[],
): { readonly familiar: Tally; readonly unfamiliar: Tally } {
  const byRun = Map.groupBy(causes, ({ run_id }) => run_id);
  const failed = troubled.filter(({ outcome }) => outcome === 'failed');
  const tally = (runs: readonly TroubledRunTruth[]): Tally => {
    const wrong = runs.flatMap((run) => {
      const own = (byRun.get(run.runId) ?? []).filter(({ outcome }) => outcome === run.outcome);
      const wanted = run.causeClass ?? unknown;
      const isRight = own.length > 0 && own.every(({ cause_class }) => cause_class === wanted);
      return isRight ? [] : [`${run.causeKey} (${wanted}) was told as ${toldAs(own)}`];
    });
    const right = runs.length - wrong.length;
    return {
      right,
      claimed: runs.length,
      real: runs.length,
      examples: [...new Set(wrong)].slice(0, 6),
    };
  };
  return {
    familiar: tally(failed.filter(({ causeClass }) => causeClass !== null)),
    unfamiliar: tally(failed.filter(({ causeClass }) => causeClass === null)),
  };
}

function toldAs(causes: readonly KeptCause[]): string {
  if (causes.length === 0) return 'nothing';
  const [first] = causes;
  const classes = [...new Set(causes.map(({ cause_class }) => cause_class))].join(' and ');
  return `${classes} by ${first?.signature_id}: ${first?.text.slice(0, 120)}`;
}
