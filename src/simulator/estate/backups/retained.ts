import { itemAt } from '../item-at.ts';
import { retentionOf } from '../retention.ts';
import { dayMs } from '../zone-clock.ts';
import type { SimulatedObject } from './backup.ts';
import type { PointLedger } from './point-ledger.ts';
import { flaws, type PointTable, periods } from './point-table.ts';

const leastPoints = 3;

/**
 * What retention has left of an object's points when its last one was made: the wanted ones, whatever they hang on,
 * and full backups kept for longer. Without new points nothing is removed.
 */
export function retainedPoints(ledger: PointLedger, object: SimulatedObject): number[] {
  const points = itemAt(ledger.ofObject, object.index);
  const { origin, job } = object.backup;
  const last = points.at(-1);
  if (last === undefined || origin === 'orphaned' || origin === 'imported') return points;
  const { table } = ledger;
  const atMs = table.createdMs(last);
  const retention = retentionOf(job);
  const wanted =
    retention.type === 'RestorePoints'
      ? firstByCount(points, table, retention.quantity)
      : firstByAge(points, table, atMs - retention.quantity * dayMs);
  const startsAt = table.chainStart(itemAt(points, wanted));
  const from = Math.min(wanted, Math.max(0, points.indexOf(startsAt)));
  const kept = points.slice(from);
  if (retention.longTerm === null) return kept;
  const { weeks, months } = retention.longTerm;
  const isKept = (point: number): boolean => {
    const ageDays = (atMs - table.createdMs(point)) / dayMs;
    const marks = table.periods(point);
    const isWeekly = (marks & periods.weekly) !== 0 && ageDays <= weeks * 7;
    return isWeekly || ((marks & periods.monthly) !== 0 && ageDays <= months * 30);
  };
  return [...points.slice(0, from).filter(isKept), ...kept];
}

// Points that never became whole do not count.
function firstByCount(points: readonly number[], table: PointTable, quantity: number): number {
  let whole = 0;
  for (let place = points.length - 1; place > 0; place -= 1) {
    if (table.flaw(itemAt(points, place)) !== flaws.incomplete) whole += 1;
    if (whole >= quantity) return place;
  }
  return 0;
}

function firstByAge(points: readonly number[], table: PointTable, oldestMs: number): number {
  const first = points.findIndex((point) => table.createdMs(point) >= oldestMs);
  return Math.max(0, Math.min(first, points.length - leastPoints));
}
