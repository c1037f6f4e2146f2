import { type Chance, fraction, pick } from '../chance.ts';
import { itemAt } from '../item-at.ts';
import type { JobKind } from '../job-kinds.ts';
import type { Cause } from './cause.ts';
import { guestCauses } from './guest-causes.ts';
import { networkCauses } from './network-causes.ts';
import { serverCauses } from './server-causes.ts';
import { storageCauses } from './storage-causes.ts';
import { unfamiliarCauses } from './unfamiliar-causes.ts';
import { virtualCauses } from './virtual-causes.ts';
import { warningCauses } from './warning-causes.ts';

/** Share of failed runs whose wording no catalogue can know. */
const unfamiliarShare = 0.3;
/** Share of the draws of a text of one letter that stand. */
const oneLetterShare = 0.15;

const familiarCauses: readonly Cause[] = [
  ...storageCauses,
  ...guestCauses,
  ...networkCauses,
  ...virtualCauses,
  ...serverCauses,
];

/** Every cause of failure and of warning. */
export const everyCause: readonly Cause[] = [
  ...familiarCauses,
  ...unfamiliarCauses,
  ...warningCauses,
];

/** The cause a run's stored index names; null for −1. */
export function causeAt(index: number): Cause | null {
  return index < 0 ? null : itemAt(everyCause, index);
}

/** Index of the cause with this name; −1 when there is none. */
export function causeIndexOf(key: string): number {
  return everyCause.findIndex((cause) => cause.key === key);
}

/** Index of a cause of failure that can happen to this kind of job. */
export function failureCauseIndex(chance: Chance, kind: JobKind): number {
  return fraction(chance) < unfamiliarShare
    ? unfamiliarCauseIndex(chance, kind)
    : familiarCauseIndex(chance, kind);
}

/** Index of a cause of failure that a catalogue of known messages has. */
export function familiarCauseIndex(chance: Chance, kind: JobKind): number {
  return oneOf(chance, familiarCauses, kind);
}

/** Index of a cause of failure that no catalogue can have. */
export function unfamiliarCauseIndex(chance: Chance, kind: JobKind): number {
  const wordy = unfamiliarCauses.filter(({ key }) => key !== 'one-letter');
  return oneOf(chance, fraction(chance) < oneLetterShare ? unfamiliarCauses : wordy, kind);
}

/** Index of a cause of warning that can happen to this kind of job. */
export function warningCauseIndex(chance: Chance, kind: JobKind): number {
  return oneOf(chance, warningCauses, kind);
}

function oneOf(chance: Chance, causes: readonly Cause[], { platformName }: JobKind): number {
  const possible = causes.filter(({ platforms }) => platforms?.includes(platformName) ?? true);
  return everyCause.indexOf(pick(chance, possible));
}
