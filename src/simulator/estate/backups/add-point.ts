import { chanceFrom, fraction, textHash } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import { dayMs } from '../zone-clock.ts';
import type { SimulatedObject } from './backup.ts';
import { lastWhole } from './point-ledger.ts';
import { flaws, periods } from './point-table.ts';

/** Without a weekly full backup one is made of what is there after so many days. */
const longestChainDays = 14;
const corruptedShare = 0.0004;
/** By the end of the first history every chain that broke by chance has had its next full backup: what is broken then is planted. */
const settledDays = longestChainDays + 1;

/** What a point begins with; the rest follows from its chain. */
export interface NewPoint {
  readonly number: number;
  readonly object: SimulatedObject;
  readonly createdMs: number;
  readonly session: number;
  /** False where the task failed half-way and left it behind. */
  readonly isWhole: boolean;
}

/** Adds a point to its object's chain, as a full backup where one is due. */
export function addPoint(estate: Estate, point: NewPoint): void {
  const { number, object, createdMs, session, isWhole } = point;
  const { points } = estate;
  const { table, ofObject } = points;
  const last = lastWhole(points, object.index);
  const isFull = isWhole ? isFullDue(estate, object, createdMs, last) : last === null;
  const place = table.length();
  table.append({
    number,
    object: object.index,
    createdMs,
    session,
    isFull,
    chainStart: isFull || last === null ? place : table.chainStart(last),
    flaw: isWhole ? flawOf(estate, point, isFull, last) : flaws.incomplete,
    periods: isFull && isWhole ? periodsOf(estate, object, createdMs) : 0,
  });
  itemAt(ofObject, object.index).push(place);
}

function isFullDue(
  { clock, points }: Estate,
  { backup }: SimulatedObject,
  createdMs: number,
  last: number | null,
): boolean {
  if (last === null) return true;
  const fullMs = points.table.createdMs(points.table.chainStart(last));
  if (createdMs - fullMs >= longestChainDays * dayMs) return true;
  const isFullDay = clock.weekday(createdMs) === backup.job.fullWeekday;
  return isFullDay && clock.localDay(fullMs) !== clock.localDay(createdMs);
}

// What hangs on a corrupted point cannot be read either, up to the next full backup.
function flawOf(
  { options, points }: Estate,
  { number, createdMs }: NewPoint,
  isFull: boolean,
  last: number | null,
) {
  const before = last === null ? flaws.none : points.table.flaw(last);
  if (!isFull && before !== flaws.none) return flaws.brokenChain;
  const agoMs = options.now.getTime() - createdMs;
  const isLate = agoMs >= 0 && agoMs < settledDays * dayMs;
  if (options.scenario === 'healthy' || isLate) return flaws.none;
  const chance = chanceFrom(options.seed, textHash('corrupted'), number);
  return fraction(chance) < corruptedShare ? flaws.corrupted : flaws.none;
}

// The first full backup of a week stands for the week, the first of a month for the month.
function periodsOf({ clock, points }: Estate, { index }: SimulatedObject, createdMs: number) {
  const { table, ofObject } = points;
  const before = itemAt(ofObject, index).findLast((place) => table.isFull(place));
  if (before === undefined) return periods.weekly + periods.monthly;
  const weekOf = (ms: number): number => Math.floor((clock.localDay(ms) + 3) / 7);
  const monthOf = (ms: number): string => clock.withoutOffset(ms).slice(0, 7);
  const beforeMs = table.createdMs(before);
  const isNewWeek = weekOf(beforeMs) !== weekOf(createdMs);
  const isNewMonth = monthOf(beforeMs) !== monthOf(createdMs);
  return (isNewWeek ? periods.weekly : 0) + (isNewMonth ? periods.monthly : 0);
}
