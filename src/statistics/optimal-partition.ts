/**
 * Where the mean of a series changes: the starts of all segments but the first, by least squares plus `penalty` for each change, no
 * segment shorter than `leastLength`. The exact optimum by dynamic programming, O(n²). Jackson et al., "An algorithm for optimal
 * partitioning of data on an interval", 2005. The penalty has the unit of the squared values.
 */
export function optimalPartition(
  values: readonly number[],
  penalty: number,
  leastLength: number,
): readonly number[] {
  const sums = prefixSums(values);
  // best[end]: least cost of the first `end` values; null where no partition ends there.
  const best: (Partition | null)[] = [{ cost: -penalty, lastStart: 0 }];
  for (let end = 1; end <= values.length; end += 1) {
    best.push(bestEndingAt(end, best, sums, { penalty, leastLength }));
  }
  return startsOf(best);
}

interface Partition {
  readonly cost: number;
  readonly lastStart: number;
}

function bestEndingAt(
  end: number,
  best: readonly (Partition | null)[],
  sums: Sums,
  { penalty, leastLength }: { readonly penalty: number; readonly leastLength: number },
): Partition | null {
  let found: Partition | null = null;
  for (const [start, before] of best.slice(0, Math.max(0, end - leastLength + 1)).entries()) {
    if (before === null) continue;
    const cost = before.cost + costOf(sums, start, end) + penalty;
    if (found === null || cost < found.cost) found = { cost, lastStart: start };
  }
  return found;
}

function startsOf(best: readonly (Partition | null)[]): readonly number[] {
  const starts: number[] = [];
  let start = best.at(-1)?.lastStart ?? 0;
  while (start > 0) {
    starts.unshift(start);
    start = best[start]?.lastStart ?? 0;
  }
  return starts;
}

interface Sums {
  readonly values: readonly number[];
  readonly squares: readonly number[];
}

function prefixSums(values: readonly number[]): Sums {
  const sums = { values: [0], squares: [0] };
  let sum = 0;
  let square = 0;
  for (const value of values) {
    sum += value;
    square += value * value;
    sums.values.push(sum);
    sums.squares.push(square);
  }
  return sums;
}

function costOf({ values, squares }: Sums, start: number, end: number): number {
  const sum = (values[end] ?? 0) - (values[start] ?? 0);
  return (squares[end] ?? 0) - (squares[start] ?? 0) - (sum * sum) / (end - start);
}
