import type { Question } from '../question.ts';
import { addTenTerabytes } from './add-ten-terabytes.ts';
import { agentComputersShown, agentComputersUnseen } from './agent-computers.ts';
import { allGreenWhenStale, allGreenWithoutData } from './all-green.ts';
import { eatingSpace } from './eating-space.ts';
import { harmlessWarnings } from './harmless-warnings.ts';
import { howFresh } from './how-fresh.ts';
import { lastNight } from './last-night.ts';
import { oneCauseOrMany, whatStandsStill } from './one-cause-or-many.ts';
import {
  lastCleanPoint,
  lastProven,
  neverTested,
  restoreTimes,
  restoreWithoutEvidence,
} from './recovery.ts';
import {
  acceptedRisks,
  deleteBeforeAnyPlan,
  deleteOldBackups,
  ifItDies,
  neverBackedUp,
  risksSince,
  risksWhenStale,
  risksWithoutData,
  ruleAndLocks,
  serverItself,
  topRisks,
} from './risks.ts';
import { isItRansomware, whatIsSaved } from './saving.ts';
import { sinceWhen } from './since-when.ts';
import { firstDay, thinHistory } from './thin-history.ts';
import { howFarBehind, notProtected, wasItBackedUp } from './unprotected.ts';
import { didCopyRun, gettingSlower, whatChanged } from './what-changed.ts';
import { whenFull, whichFull } from './when-full.ts';
import { whyFailed } from './why-failed.ts';

/** Every question, in the order it is asked. */
export const questions: readonly Question[] = [
  lastNight,
  oneCauseOrMany,
  whatStandsStill,
  whyFailed,
  sinceWhen,
  notProtected,
  wasItBackedUp,
  gettingSlower,
  whatChanged,
  didCopyRun,
  howFarBehind,
  harmlessWarnings,
  howFresh,
  restoreWithoutEvidence,
  neverTested,
  lastProven,
  restoreTimes,
  lastCleanPoint,
  allGreenWhenStale,
  allGreenWithoutData,
  firstDay,
  eatingSpace,
  whatIsSaved,
  isItRansomware,
  thinHistory,
  whenFull,
  whichFull,
  addTenTerabytes,
  topRisks,
  risksSince,
  ruleAndLocks,
  neverBackedUp,
  agentComputersShown,
  agentComputersUnseen,
  serverItself,
  ifItDies,
  acceptedRisks,
  deleteOldBackups,
  deleteBeforeAnyPlan,
  risksWhenStale,
  risksWithoutData,
];
