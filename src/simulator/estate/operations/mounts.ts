import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import { results } from '../session-table.ts';
import { hourMs } from '../zone-clock.ts';
import type { Operation } from './operation.ts';

/** A machine that runs from its backup, as the live list shows it. */
export interface Mount {
  readonly operation: number;
  readonly session: number;
  readonly platform: 'vSphere' | 'HyperV';
  readonly state: 'Mounting' | 'Mounted' | 'Dismounting' | 'Failed';
  readonly job: number;
  readonly place: number;
  readonly createdMs: number;
}

/** How long a mount that failed stays in the list. */
const failedStaysMs = 6 * hourMs;

/** The mounts at the estate's now, newest first. */
export function mountsOf(estate: Estate): Mount[] {
  const { rows, sessionOf } = estate.operations;
  return rows
    .flatMap((row, operation): Mount[] => {
      const session = itemAt(sessionOf, operation);
      const [place] = row.places;
      const state = stateOf(row, estate.nowMs);
      const isListed = session >= estate.firstVisible && session < estate.visibleEnd;
      if (row.kind.sessionType !== 'InstantRecovery' || state === null || place === undefined) {
        return [];
      }
      if (!isListed || session < 0) return [];
      const { platformName } = itemAt(estate.jobs, row.job).kind;
      const platform = platformName === 'HyperV' ? 'HyperV' : 'vSphere';
      const { job, createdMs } = row;
      return [{ operation, session, platform, state, job, place, createdMs }];
    })
    .sort((left, right) => right.createdMs - left.createdMs);
}

/** The mount's own id, which is not its session's. */
export function mountId({ identifiers }: Estate, { operation }: Mount): string {
  return identifiers.of('other', 600_000_000 + operation);
}

function stateOf(row: Operation, nowMs: number): Mount['state'] | null {
  const { createdMs, endedMs, mountedMs, dismountMs } = row;
  if (nowMs < createdMs) return null;
  if (nowMs < (mountedMs ?? endedMs)) return 'Mounting';
  if (mountedMs === null) return failedState(row, nowMs);
  if (nowMs < (dismountMs ?? endedMs)) return 'Mounted';
  return nowMs < endedMs ? 'Dismounting' : null;
}

function failedState({ endedMs, result, isCanceled }: Operation, nowMs: number): 'Failed' | null {
  const isFailed = result === results.failed && !isCanceled;
  return isFailed && nowMs < endedMs + failedStaysMs ? 'Failed' : null;
}
