/** What all restores share. Unlimited slots are Infinity. */
export interface RestoreSlots {
  readonly proxySlots: number;
  readonly repositorySlots: readonly number[];
  /** A restore that begins as the k-th at work in its repository takes k^exponent as long; 0 where nothing was observed. */
  readonly sharingExponent: number;
}

/** Who waits for which repository, and how many slots are taken. */
interface SlotOffice {
  readonly wait: (repository: number, restore: number) => void;
  /** The first restore in order that may start; −1 for none. */
  readonly next: () => number;
  /** Takes a proxy slot and one of the repository for the first that waits there; tells how many then work there. */
  readonly take: (repository: number) => number;
  readonly giveBack: (repository: number) => void;
}

export function createSlotOffice({ proxySlots, repositorySlots }: RestoreSlots): SlotOffice {
  const waiting = repositorySlots.map((): number[] => []);
  const heads = new Int32Array(repositorySlots.length);
  const atWork = new Int32Array(repositorySlots.length);
  let running = 0;
  let waitingCount = 0;
  /** The first that waits for a repository with a free slot; −1 for none. */
  const headOf = (repository: number) => {
    const isFree = (atWork[repository] ?? 0) < (repositorySlots[repository] ?? 0);
    return isFree ? (waiting[repository]?.[heads[repository] ?? 0] ?? -1) : -1;
  };
  return {
    wait: (repository, restore) => {
      waiting[repository]?.push(restore);
      waitingCount += 1;
    },
    next: () => {
      let best = -1;
      if (running >= proxySlots || waitingCount === 0) return best;
      for (let repository = 0; repository < waiting.length; repository += 1) {
        const head = headOf(repository);
        if (head >= 0 && (best < 0 || head < best)) best = head;
      }
      return best;
    },
    take: (repository) => {
      heads[repository] = (heads[repository] ?? 0) + 1;
      waitingCount -= 1;
      running += 1;
      atWork[repository] = (atWork[repository] ?? 0) + 1;
      return atWork[repository] ?? 1;
    },
    giveBack: (repository) => {
      running -= 1;
      atWork[repository] = (atWork[repository] ?? 0) - 1;
    },
  };
}
