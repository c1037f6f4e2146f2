/** Adjusted p values of Benjamini and Hochberg (1995), in the order given: of those at most q, a share of at most q is false. */
export function benjaminiHochberg(chances: readonly number[]): number[] {
  const order = chances.map((p, place) => ({ p, place })).sort((one, other) => other.p - one.p);
  const adjusted = new Array<number>(chances.length).fill(1);
  let running = 1;
  for (const [fromGreatest, { p, place }] of order.entries()) {
    running = Math.min(running, (p * chances.length) / (chances.length - fromGreatest));
    adjusted[place] = running;
  }
  return adjusted;
}
