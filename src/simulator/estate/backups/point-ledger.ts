import { itemAt } from '../item-at.ts';
import type { Catalogue } from './backup.ts';
import { createPointTable, type PointTable } from './point-table.ts';

/** The restore points of an estate and what is known of each workload's chain; grows as time passes. */
export interface PointLedger {
  /** Null until first asked for: jobs are not there yet when an estate begins. */
  begun: Points | null;
  readonly table: PointTable;
  /** Points of each object, oldest first. */
  readonly ofObject: number[][];
  /** Points retention has left of each object, oldest first. */
  readonly retainedOf: number[][];
  /** All of those, by creation. */
  retained: Int32Array;
  /** The estate's version it has kept up with. */
  version: number;
  /** Sessions before this place have been looked at. */
  nextSession: number;
  /** Sessions that were still running then, with the places already taken. */
  readonly running: Map<number, Set<number>>;
}

/** A ledger that is up to date, with its catalogue. */
export type Points = PointLedger & { readonly catalogue: Catalogue };

/** An empty ledger. */
export function createPointLedger(): PointLedger {
  return {
    begun: null,
    table: createPointTable(),
    ofObject: [],
    retainedOf: [],
    retained: new Int32Array(0),
    version: -1,
    nextSession: 0,
    running: new Map(),
  };
}

/** The newest point of an object's running chain; null before its first. Points that never became whole are no part of it. */
export function lastWhole({ ofObject, table }: PointLedger, object: number): number | null {
  const points = itemAt(ofObject, object);
  for (let place = points.length - 1; place >= 0; place -= 1) {
    const point = itemAt(points, place);
    if (table.flaw(point) !== 1) return point;
  }
  return null;
}
