import type { Question } from '../question.ts';
import { allGreenWhenStale, allGreenWithoutData } from './all-green.ts';
import { howFresh } from './how-fresh.ts';
import { lastNight } from './last-night.ts';
import { sinceWhen } from './since-when.ts';

/** Every question, in the order it is asked. */
export const questions: readonly Question[] = [
  lastNight,
  sinceWhen,
  howFresh,
  allGreenWhenStale,
  allGreenWithoutData,
];
