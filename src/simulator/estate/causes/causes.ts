import { type Chance, fraction, pick } from '../chance.ts';
import { itemAt } from '../item-at.ts';
import type { Cause } from './cause.ts';
import { failureCauses, unfamiliarFailureCauses } from './failure-causes.ts';
import { warningCauses } from './warning-causes.ts';

/** Share of failed runs whose wording no catalogue can know. */
const unfamiliarShare = 0.22;

const everyCause: readonly Cause[] = [
  ...failureCauses,
  ...unfamiliarFailureCauses,
  ...warningCauses,
];

/** The cause a run's stored index names; null for −1. */
export function causeAt(index: number): Cause | null {
  return index < 0 ? null : itemAt(everyCause, index);
}

/** Index of a cause of failure. */
export function failureCauseIndex(chance: Chance): number {
  const familiar = fraction(chance) >= unfamiliarShare;
  return everyCause.indexOf(pick(chance, familiar ? failureCauses : unfamiliarFailureCauses));
}

/** Index of a cause of warning. */
export function warningCauseIndex(chance: Chance): number {
  return everyCause.indexOf(pick(chance, warningCauses));
}
