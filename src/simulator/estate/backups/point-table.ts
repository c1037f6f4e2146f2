import { codes, createColumn, instants, numbers } from '../column.ts';

/** Whether a point can be restored from, by the code the table holds. */
export const flaws = { none: 0, incomplete: 1, corrupted: 2, brokenChain: 3 } as const;

/** Which long-term periods a full backup is kept for, as bits. */
export const periods = { weekly: 1, monthly: 2 } as const;

/** One restore point as planted. */
export interface PointRow {
  /** Names it for good: of a task's point the task's number. */
  readonly number: number;
  readonly object: number;
  readonly createdMs: number;
  /** The session that made it; −1 where none is known. */
  readonly session: number;
  readonly isFull: boolean;
  /** Place of the full backup its chain begins with; its own for a full. */
  readonly chainStart: number;
  readonly flaw: number;
  readonly periods: number;
}

/** Every restore point ever made, in the order in which they were finished; retention only hides them. */
export interface PointTable {
  readonly length: () => number;
  readonly append: (row: PointRow) => void;
  readonly row: (place: number) => PointRow;
  readonly createdMs: (place: number) => number;
  readonly object: (place: number) => number;
  readonly number: (place: number) => number;
  readonly isFull: (place: number) => boolean;
  readonly chainStart: (place: number) => number;
  readonly flaw: (place: number) => number;
  readonly periods: (place: number) => number;
}

/** An empty table. */
export function createPointTable(): PointTable {
  // Numbers exceed 31 bits where no session made the point.
  const number = createColumn(instants);
  const object = createColumn(numbers);
  const createdMs = createColumn(instants);
  const session = createColumn(numbers);
  const chainStart = createColumn(numbers);
  const flaw = createColumn(codes);
  const period = createColumn(codes);
  let length = 0;
  return {
    length: () => length,
    append: (row) => {
      number.push(row.number);
      object.push(row.object);
      createdMs.push(row.createdMs);
      session.push(row.session);
      chainStart.push(row.chainStart);
      flaw.push(row.flaw);
      period.push(row.periods);
      length += 1;
    },
    row: (place) => ({
      number: number.get(place),
      object: object.get(place),
      createdMs: createdMs.get(place),
      session: session.get(place),
      isFull: chainStart.get(place) === place,
      chainStart: chainStart.get(place),
      flaw: flaw.get(place),
      periods: period.get(place),
    }),
    createdMs: createdMs.get,
    object: object.get,
    number: number.get,
    isFull: (place) => chainStart.get(place) === place,
    chainStart: chainStart.get,
    flaw: flaw.get,
    periods: period.get,
  };
}
