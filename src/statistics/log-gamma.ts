const coefficients = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
];
const offset = 7.5;

/** ln Γ(x) for x > 0 to about 14 digits. Lanczos 1964, with the coefficients of Godfrey for g = 7. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const [first = 1, ...rest] = coefficients;
  let sum = first;
  for (const [index, coefficient] of rest.entries()) sum += coefficient / (x + index);
  const base = x - 1 + offset;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(sum);
}
