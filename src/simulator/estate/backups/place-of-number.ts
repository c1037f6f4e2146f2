import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import { partsOf } from '../tasks.ts';
import type { Points } from './point-ledger.ts';
import { firstLooseNumber, pointsOf } from './points-of.ts';

/** Where in the ledger a point lies, though retention may have removed it since; null when there never was one. */
export function placeOfNumber(estate: Estate, number: number): number | null {
  const points = pointsOf(estate);
  if (number >= firstLooseNumber) return loosePlace(points, number);
  const { session, place } = partsOf(number);
  if (session >= estate.visibleEnd || estate.sessions.source(session) < 0) return null;
  const job = itemAt(estate.jobs, estate.sessions.source(session));
  const fromMs = estate.sessions.createdMs(session);
  // The job may have moved since.
  for (const atMs of [fromMs, estate.nowMs]) {
    const object = points.catalogue.objectFor(job, place, atMs);
    const found = withNumber(points, points.ofObject[object ?? -1] ?? [], number, fromMs);
    if (found !== null) return found;
  }
  return null;
}

// Imports and orphans are made first of all and in the order of their numbers.
function loosePlace({ table }: Points, number: number): number | null {
  const place = number - firstLooseNumber;
  return place < table.length() && table.number(place) === number ? place : null;
}

function withNumber(
  { table }: Points,
  places: readonly number[],
  number: number,
  fromMs: number,
): number | null {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (table.createdMs(itemAt(places, middle)) >= fromMs) high = middle;
    else low = middle + 1;
  }
  const place = places[low];
  return place !== undefined && table.number(place) === number ? place : null;
}
