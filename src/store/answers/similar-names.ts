/** The names most like a text, best first: those that hold it, then those that share the most letter pairs. */
export function similarNames(
  names: readonly string[],
  text: string,
  atMost: number,
): readonly string[] {
  const wanted = text.toLowerCase();
  const wantedPairs = letterPairs(wanted);
  return names
    .map((name) => ({ name, likeness: likeness(name.toLowerCase(), wanted, wantedPairs) }))
    .filter((candidate) => candidate.likeness >= leastLikeness)
    .sort((one, other) => other.likeness - one.likeness || compare(one.name, other.name))
    .slice(0, atMost)
    .map((candidate) => candidate.name);
}

const leastLikeness = 0.3;

function likeness(name: string, wanted: string, wantedPairs: ReadonlyMap<string, number>): number {
  const shared = diceCoefficient(letterPairs(name), wantedPairs);
  return wanted !== '' && name.includes(wanted) ? 1 + shared : shared;
}

// Sørensen–Dice over pairs with their counts: 2 · shared / (pairs of one + pairs of the other), 0–1.
function diceCoefficient(
  one: ReadonlyMap<string, number>,
  other: ReadonlyMap<string, number>,
): number {
  let shared = 0;
  for (const [pair, count] of one) shared += Math.min(count, other.get(pair) ?? 0);
  const total = sum(one) + sum(other);
  return total === 0 ? 0 : (2 * shared) / total;
}

function letterPairs(text: string): ReadonlyMap<string, number> {
  const pairs = new Map<string, number>();
  for (let start = 0; start + 1 < text.length; start += 1) {
    const pair = text.slice(start, start + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

function sum(counts: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
