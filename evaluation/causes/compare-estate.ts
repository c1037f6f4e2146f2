import { compareCauses } from './compare-causes.ts';
import { compareGroups } from './compare-groups.ts';
import { compareMissed, compareSilent, compareStalled } from './compare-starts.ts';
import { compareGreenJobs, compareLate, compareNewestPoints } from './compare-workloads.ts';
import { f1Of, precisionOf, recallOf, sumOfTallies, type Tally } from './tally.ts';
import type { VerifiedEstate } from './verify-estate.ts';

/** One figure with the least that it should be. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly target: number;
  readonly tally: Tally;
  readonly scoreOf: (tally: Tally) => number;
}

/** Everything the product says of an estate, against what was planted. */
export function compareEstate({ truth, troubledRuns, claims }: VerifiedEstate): Figure[] {
  const { familiar, unfamiliar } = compareCauses(troubledRuns, claims.causes);
  const groups = compareGroups(troubledRuns, claims.groups);
  return [
    figureOf('cause class, text known', familiar, recallOf, 0.95),
    figureOf('unknown, text unknown', unfamiliar, recallOf, 0.98),
    figureOf('groups, pairwise F1', groups, f1Of, 0.95),
    ...both('missed runs', compareMissed(truth, claims), 0.98),
    ...both('silent jobs', compareSilent(truth, claims.jobs), 0.98),
    ...both('stalled runs', compareStalled(truth, claims.jobs), 0.98),
    ...both('late workloads', compareLate(truth, claims.workloads), 0.95),
    ...both('green job, unprotected', compareGreenJobs(truth, claims.workloads), 0.98),
    ...both('newest usable point', compareNewestPoints(truth, claims.workloads), 0.98),
    figureOf('evidence resolves', evidence(claims), precisionOf, 1),
  ];
}

/** The figures of several estates as one. */
export function sumOfFigures(estates: readonly (readonly Figure[])[]): Figure[] {
  const byName = Map.groupBy(estates.flat(), ({ name }) => name);
  return [...byName.values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const tally = sumOfTallies(alike.map((figure) => figure.tally));
    return [figureOf(first.name, tally, first.scoreOf, first.target)];
  });
}

function both(name: string, tally: Tally, target: number): Figure[] {
  return [
    figureOf(`${name}, precision`, tally, precisionOf, target),
    figureOf(`${name}, recall`, tally, recallOf, target),
  ];
}

function figureOf(name: string, tally: Tally, scoreOf: Figure['scoreOf'], target: number): Figure {
  return { name, value: scoreOf(tally), target, tally, scoreOf };
}

/** Causes whose session, task, record, text and span are kept. */
function evidence({ causes, unproven }: VerifiedEstate['claims']): Tally {
  return {
    right: causes.length - unproven.length,
    claimed: causes.length,
    real: causes.length,
    examples: unproven.slice(0, 5).map(({ run_id, fault }) => `${run_id}: ${fault}`),
  };
}
