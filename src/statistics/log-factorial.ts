const known = [0, 0];

/** ln(n!) of a whole number, from a table that grows as it is asked. */
function logFactorial(n: number): number {
  for (let next = known.length; next <= n; next += 1) {
    known.push((known[next - 1] ?? 0) + Math.log(next));
  }
  return known[n] ?? 0;
}

/** ln of the number of ways to choose k of n; minus infinity where there is none. */
export function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY;
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
