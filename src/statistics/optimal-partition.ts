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
    let found: Partition | null = null;
    for (let start = 0; start <= end - leastLength; start += 1) {
      const before = best[start];
      if (before === null || before === undefined) continue;
      const cost = before.cost + costOf(sums, start, end) + penalty;
      if (found === null || cost < found.cost) found = { cost, lastStart: start };
    }
    best.push(found);
  }
  const starts: number[] = [];
  for (let end = values.length; end > 0; ) {
    const start = best[end]?.lastStart ?? 0;
    if (start > 0) starts.unshift(start);
    end = start;
  }
  return starts;
}

interface Partition {
  readonly cost: number;
  readonly lastStart: number;
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
