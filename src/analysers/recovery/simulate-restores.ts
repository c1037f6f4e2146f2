import type { RandomNumbers } from '../../statistics/random-numbers.ts';
import { createEventQueue } from './event-queue.ts';
import { createSlotOffice, type RestoreSlots } from './slot-office.ts';

/** One restore that waits for a slot of any proxy and a slot of its repository. */
export interface QueuedRestore {
  /** Place in the list of repositories. */
  readonly repository: number;
  readonly arrivesAtMinutes: number;
  /** Minutes it takes by itself, drawn anew in each run. */
  readonly drawMinutes: (random: RandomNumbers) => number;
}

/** When each restore of a run began and ended, in minutes. */
export interface SimulatedRun {
  readonly began: Float64Array;
  readonly ended: Float64Array;
}

/**
 * One run of a discrete-event simulation: restores start in their order, which is that of arrival, as soon as a proxy and their
 * repository have a free slot.
 */
export function simulateRun(
  restores: readonly QueuedRestore[],
  slots: RestoreSlots,
  random: RandomNumbers,
): SimulatedRun {
  const run = {
    began: new Float64Array(restores.length),
    ended: new Float64Array(restores.length),
  };
  const ends = createEventQueue(restores.length);
  const office = createSlotOffice(slots);
  let arrived = 0;
  let now = 0;
  const start = (place: number, restore: QueuedRestore) => {
    const together = office.take(restore.repository);
    const factor = slots.sharingExponent === 0 ? 1 : together ** slots.sharingExponent;
    const end = now + restore.drawMinutes(random) * factor;
    run.began[place] = now;
    run.ended[place] = end;
    ends.push(end, place);
  };
  const arrive = (at: number) => {
    now = at;
    // All that arrive together are there before the first one starts.
    for (; restores[arrived]?.arrivesAtMinutes === at; arrived += 1) {
      office.wait(restores[arrived]?.repository ?? 0, arrived);
    }
  };
  const startAll = () => {
    for (let place = office.next(); place >= 0; place = office.next()) {
      const restore = restores[place];
      if (restore !== undefined) start(place, restore);
    }
  };
  while (arrived < restores.length || ends.size() > 0) {
    const arrivesAt = restores[arrived]?.arrivesAtMinutes ?? Number.POSITIVE_INFINITY;
    if (arrivesAt <= ends.earliest()) arrive(arrivesAt);
    else {
      now = ends.earliest();
      office.giveBack(restores[ends.pop()]?.repository ?? 0);
    }
    startAll();
  }
  return run;
}
