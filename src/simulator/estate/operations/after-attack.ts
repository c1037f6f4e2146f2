import { chanceFrom, textHash } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import { type Victim, victimsOf } from '../malware/attack.ts';
import { hourMs } from '../zone-clock.ts';
import { restoreOf } from './draw-restores.ts';
import type { Operation } from './operation.ts';
import { restoreKinds } from './restore-kinds.ts';
import { manualScanOf } from './verifications.ts';

const mostLookedAt = 6;

/** What people do once an attack is noticed: they scan some of the machines it reached, and restore some as a whole. */
export function operationsAfterAttack(estate: Estate): Operation[] {
  const victims = victimsOf(estate)
    .filter(({ place }) => place === 0)
    .slice(0, mostLookedAt);
  return victims.flatMap((victim, turn) => [
    scanOf(estate, victim),
    ...(turn % 2 === 0 ? restoresOf(estate, victim) : []),
  ]);
}

function scanOf(estate: Estate, { job, place, reachedMs }: Victim): Operation {
  const chance = chanceFrom(estate.options.seed, textHash('scan after attack'), job, place);
  const createdMs = before(estate, reachedMs + 6 * hourMs);
  return manualScanOf(estate, itemAt(estate.jobs, job), [place], createdMs, chance);
}

function restoresOf(estate: Estate, { job: index, place, reachedMs }: Victim): Operation[] {
  const job = itemAt(estate.jobs, index);
  const kind = restoreKinds.find(
    ({ sessionType, platforms }) =>
      sessionType === 'RestoreVm' && platforms.includes(job.kind.platformName),
  );
  if (kind === undefined) return [];
  const chance = chanceFrom(estate.options.seed, textHash('restore after attack'), index, place);
  const createdMs = before(estate, reachedMs + 9 * hourMs);
  return [restoreOf(estate, job, kind, createdMs, { chance, place })];
}

// An attack that is still young is noticed all the same.
function before({ options }: Estate, instantMs: number): number {
  return Math.min(instantMs, options.now.getTime() - hourMs);
}
