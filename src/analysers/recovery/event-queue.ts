/** Instants with their owners, the earliest first. */
export interface EventQueue {
  readonly size: () => number;
  /** Infinity when there is none. */
  readonly earliest: () => number;
  readonly push: (time: number, owner: number) => void;
  /** The owner of the earliest, which leaves; −1 when there is none. */
  readonly pop: () => number;
}

/** A binary heap over arrays of fixed length. */
export function createEventQueue(most: number): EventQueue {
  const times = new Float64Array(most);
  const owners = new Int32Array(most);
  let size = 0;
  const timeAt = (place: number) => times[place] ?? Number.POSITIVE_INFINITY;
  const put = (place: number, time: number, owner: number) => {
    times[place] = time;
    owners[place] = owner;
  };
  const move = (from: number, to: number) => put(to, timeAt(from), owners[from] ?? -1);
  const lesserChild = (place: number) => {
    const left = 2 * place + 1;
    return left + 1 < size && timeAt(left + 1) < timeAt(left) ? left + 1 : left;
  };
  /** The place for this time below those that are earlier, which move up. */
  const sink = (time: number) => {
    let place = 0;
    for (let child = lesserChild(0); child < size; child = lesserChild(place)) {
      if (timeAt(child) >= time) break;
      move(child, place);
      place = child;
    }
    return place;
  };
  return {
    size: () => size,
    earliest: () => (size === 0 ? Number.POSITIVE_INFINITY : timeAt(0)),
    push: (time, owner) => {
      let place = size;
      size += 1;
      while (place > 0) {
        const parent = (place - 1) >> 1;
        if (timeAt(parent) <= time) break;
        move(parent, place);
        place = parent;
      }
      put(place, time, owner);
    },
    pop: () => {
      if (size === 0) return -1;
      const first = owners[0] ?? -1;
      size -= 1;
      const time = timeAt(size);
      const owner = owners[size] ?? -1;
      put(sink(time), time, owner);
      return first;
    },
  };
}
