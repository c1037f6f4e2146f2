import { chanceFrom, textHash, whole } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import { dayMs, hourMs } from '../zone-clock.ts';
import { restoreOf } from './draw-restores.ts';
import type { Operation } from './operation.ts';
import { restoreKinds } from './restore-kinds.ts';

interface Planted {
  readonly sessionType: string;
  readonly platform: string;
  readonly agoMs: number;
  /** Milliseconds from its beginning to the mount and to the end. */
  readonly mountMs: number;
  readonly lastsMs: number;
  readonly ending?: 'failed' | 'canceled';
}

const minuteMs = 60_000;

/** One of each state somebody may meet at the first end of history, as far as the estate has the platform. */
const planted: readonly Planted[] = [
  instant('VMware', 3.2 * dayMs, 110_000, 6 * dayMs),
  instant('HyperV', 1.4 * dayMs, 140_000, 9 * dayMs),
  instant('VMware', 40_000, 150_000, 4 * hourMs),
  instant('HyperV', 25 * hourMs, 90_000, 25 * hourMs + 2 * minuteMs),
  { ...instant('VMware', 2 * hourMs, 0, 70_000), ending: 'failed' },
  { ...instant('HyperV', 20 * dayMs, 0, 45_000), ending: 'canceled' },
  instant('VMware', 16 * dayMs, 75_000, 2.5 * dayMs),
  copying('RestoreVm', 'VMware', 50 * minuteMs, 95 * minuteMs),
  { ...copying('RestoreVm', 'HyperV', 30 * hourMs, 11 * minuteMs), ending: 'failed' },
  { ...copying('RestoreVm', 'VMware', 9 * dayMs, 7 * minuteMs), ending: 'canceled' },
  copying('DiskRestore', 'VMware', 5 * dayMs, 22 * minuteMs),
  copying('FileLevelRestore', 'HyperV', 2 * dayMs, 31 * minuteMs),
  copying('ApplicationLevelRestore', 'VMware', 6 * dayMs, 18 * minuteMs),
  copying('PlannedFailover', 'VMware', 12 * dayMs, 6 * minuteMs),
];

/** The restores that every estate has, measured back from the first end of its history. */
export function plantedRestores(estate: Estate): Operation[] {
  return planted.flatMap((plan, place) => {
    const chance = chanceFrom(estate.options.seed, textHash('planted restore'), place);
    const createdMs = estate.options.now.getTime() - plan.agoMs - whole(chance, 1, 19_999);
    const kind = restoreKinds.find(({ sessionType }) => sessionType === plan.sessionType);
    const jobs = estate.jobs.filter(
      ({ kind: { platformName, hasRetry }, behaviour }) =>
        platformName === plan.platform && hasRetry && behaviour.name !== 'never-run',
    );
    if (kind === undefined || jobs.length === 0 || createdMs <= estate.startMs) return [];
    const job = itemAt(jobs, place % jobs.length);
    const drawn = restoreOf(estate, job, kind, createdMs, {
      chance,
      ending: plan.ending ?? 'done',
    });
    const wasMounted = drawn.mountedMs !== null;
    const endedMs = createdMs + plan.lastsMs;
    return [
      {
        ...drawn,
        endedMs,
        mountedMs: wasMounted ? createdMs + plan.mountMs : null,
        dismountMs: wasMounted ? endedMs - 3 * minuteMs : null,
      },
    ];
  });
}

function instant(platform: string, agoMs: number, mountMs: number, lastsMs: number): Planted {
  return { sessionType: 'InstantRecovery', platform, agoMs, mountMs, lastsMs };
}

function copying(sessionType: string, platform: string, agoMs: number, lastsMs: number): Planted {
  return { sessionType, platform, agoMs, mountMs: 0, lastsMs };
}
