import { studentTwoSidedP } from './student-t.ts';

/** The t with P(T ≤ t) = probability of Student's distribution, 0 < probability < 1, by halving. */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  const tail = Math.min(probability, 1 - probability);
  let low = 0;
  let high = 1;
  while (studentTwoSidedP(high, degreesOfFreedom) / 2 > tail) high *= 2;
  for (let turn = 0; turn < 60; turn += 1) {
    const middle = (low + high) / 2;
    if (studentTwoSidedP(middle, degreesOfFreedom) / 2 > tail) low = middle;
    else high = middle;
  }
  return probability < 0.5 ? -low : low;
}
