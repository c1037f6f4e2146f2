import type { RandomNumbers } from '../../statistics/random-numbers.ts';

/** One restore that waits for a slot of any proxy and a slot of its repository. */
export interface QueuedRestore {
  /** Place in the list of repositories. */
  readonly repository: number;
  readonly arrivesAtMinutes: number;
  /** Minutes it takes by itself, drawn anew in each run. */
  readonly drawMinutes: (random: RandomNumbers) => number;
}

/** What all restores share. Unlimited slots are Infinity. */
export interface RestoreSlots {
  readonly proxySlots: number;
  readonly repositorySlots: readonly number[];
  /** A restore that begins as the k-th of its repository takes k^exponent as long; 0 where nothing was observed. */
  readonly sharingExponent: number;
}

/**
 * One run of a discrete-event simulation: restores start in their order as soon as a proxy and their repository have a free slot.
 * Fills when each began and ended, in minutes. The order must be that of arrival.
 */
export function simulateRun(
  restores: readonly QueuedRestore[],
  slots: RestoreSlots,
  random: RandomNumbers,
  began: Float64Array,
  ended: Float64Array,
): void {
  const waiting = slots.repositorySlots.map((): number[] => []);
  const heads = slots.repositorySlots.map(() => 0);
  const atWork = slots.repositorySlots.map(() => 0);
  const events = new Float64Array(restores.length + 1);
  const owners = new Int32Array(restores.length + 1);
  let running = 0;
  let arrived = 0;
  let waitingCount = 0;
  let now = 0;

  function push(time: number, owner: number): void {
    let place = running;
    running += 1;
    for (let parent = (place - 1) >> 1; place > 0 && (events[parent] ?? 0) > time; ) {
      events[place] = events[parent] ?? 0;
      owners[place] = owners[parent] ?? 0;
      place = parent;
      parent = (place - 1) >> 1;
    }
    events[place] = time;
    owners[place] = owner;
  }

  function pop(): number {
    const first = owners[0] ?? 0;
    running -= 1;
    const time = events[running] ?? 0;
    const owner = owners[running] ?? 0;
    let place = 0;
    for (let child = 1; child < running; child = 2 * place + 1) {
      if (child + 1 < running && (events[child + 1] ?? 0) < (events[child] ?? 0)) child += 1;
      if ((events[child] ?? 0) >= time) break;
      events[place] = events[child] ?? 0;
      owners[place] = owners[child] ?? 0;
      place = child;
    }
    events[place] = time;
    owners[place] = owner;
    return first;
  }

  /** The first in order whose repository has a free slot; −1 for none. */
  function nextToStart(): number {
    let best = -1;
    if (running >= slots.proxySlots || waitingCount === 0) return best;
    for (let repository = 0; repository < waiting.length; repository += 1) {
      const head = waiting[repository]?.[heads[repository] ?? 0];
      if (head === undefined) continue;
      if ((atWork[repository] ?? 0) >= (slots.repositorySlots[repository] ?? 0)) continue;
      if (best < 0 || head < best) best = head;
    }
    return best;
  }

  function startAll(): void {
    for (let place = nextToStart(); place >= 0; place = nextToStart()) {
      const restore = restores[place];
      if (restore === undefined) return;
      const { repository } = restore;
      heads[repository] = (heads[repository] ?? 0) + 1;
      waitingCount -= 1;
      const together = (atWork[repository] ?? 0) + 1;
      atWork[repository] = together;
      const factor = slots.sharingExponent === 0 ? 1 : together ** slots.sharingExponent;
      began[place] = now;
      ended[place] = now + restore.drawMinutes(random) * factor;
      push(ended[place] ?? now, place);
    }
  }

  while (arrived < restores.length || running > 0) {
    const next = restores[arrived];
    const arrivesAt = next?.arrivesAtMinutes ?? Number.POSITIVE_INFINITY;
    if (next !== undefined && (running === 0 || arrivesAt <= (events[0] ?? 0))) {
      now = Math.max(now, arrivesAt);
      waiting[next.repository]?.push(arrived);
      arrived += 1;
      waitingCount += 1;
      // All that arrive together are there before the first one starts.
      if (restores[arrived]?.arrivesAtMinutes === arrivesAt) continue;
    } else {
      now = events[0] ?? now;
      const repository = restores[pop()]?.repository ?? 0;
      atWork[repository] = (atWork[repository] ?? 0) - 1;
    }
    startAll();
  }
}
