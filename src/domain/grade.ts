export type Grade = 'A' | 'B' | 'C' | 'D' | 'F';

/** The lowest score of each grade, for every score in the product (100 is best). */
const gradeFloors: ReadonlyArray<readonly [Grade, number]> = [
  ['A', 90],
  ['B', 80],
  ['C', 70],
  ['D', 60],
  ['F', 0],
];

/** The grade of a 0–100 score. */
export function gradeOf(score: number): Grade {
  for (const [grade, floor] of gradeFloors) if (score >= floor) return grade;
  return 'F';
}
