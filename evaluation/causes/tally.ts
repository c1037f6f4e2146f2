/** What was claimed against what is true, with examples of what differs. */
export interface Tally {
  readonly right: number;
  readonly claimed: number;
  readonly real: number;
  readonly examples: readonly string[];
}

const mostExamples = 6;

/** Compares two sets of keys. */
export function tallyOfSets(claimed: ReadonlySet<string>, real: ReadonlySet<string>): Tally {
  const wrong = [...claimed].filter((key) => !real.has(key));
  const missed = [...real].filter((key) => !claimed.has(key));
  return {
    right: claimed.size - wrong.length,
    claimed: claimed.size,
    real: real.size,
    examples: [
      ...wrong.slice(0, mostExamples).map((key) => `wrongly claimed: ${key}`),
      ...missed.slice(0, mostExamples).map((key) => `not found: ${key}`),
    ],
  };
}

/** Of what is claimed, the share that is true; 1 where nothing is claimed. */
export function precisionOf({ right, claimed }: Tally): number {
  return claimed === 0 ? 1 : right / claimed;
}

/** Of what is true, the share that is claimed; 1 where there is nothing. */
export function recallOf({ right, real }: Tally): number {
  return real === 0 ? 1 : right / real;
}

/** The harmonic mean of precision and recall. */
export function f1Of({ right, claimed, real }: Tally): number {
  return claimed + real === 0 ? 1 : (2 * right) / (claimed + real);
}

/** The sum of several tallies. */
export function sumOfTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, one) => ({
      right: sum.right + one.right,
      claimed: sum.claimed + one.claimed,
      real: sum.real + one.real,
      examples: [...sum.examples, ...one.examples],
    }),
    { right: 0, claimed: 0, real: 0, examples: [] },
  );
}
