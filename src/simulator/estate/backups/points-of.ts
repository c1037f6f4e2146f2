import { chanceFrom, fraction, textHash, whole } from '../chance.ts';
import type { Estate } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import type { SimulatedJob } from '../job.ts';
import { results } from '../session-table.ts';
import type { SimulatedTask } from '../simulated-task.ts';
import { isSkipped } from '../skipped-workloads.ts';
import { workOf } from '../tasks.ts';
import { dayMs } from '../zone-clock.ts';
import { addPoint } from './add-point.ts';
import type { Catalogue, SimulatedObject } from './backup.ts';
import { createCatalogue } from './catalogue.ts';
import { leftBehind } from './left-behind.ts';
import type { PointLedger, Points } from './point-ledger.ts';
import { retainedPoints } from './retained.ts';

/** From here on points are numbered that no session made. */
export const firstLooseNumber = 0x8000_0000;
const incompleteShare = 0.1;

/** The estate's restore points at its now. */
export function pointsOf(estate: Estate): Points {
  const points = estate.points.begun ?? begin(estate);
  if (points.version !== estate.version) catchUp(estate, points.catalogue);
  return points;
}

function begin(estate: Estate): Points {
  const catalogue = createCatalogue(estate);
  const begun = Object.assign(estate.points, { catalogue });
  estate.points.begun = begun;
  for (const _ of catalogue.objects) {
    begun.ofObject.push([]);
    begun.retainedOf.push([]);
  }
  const loose = catalogue.backups.filter(
    ({ origin }) => origin === 'orphaned' || origin === 'imported',
  );
  let number = firstLooseNumber;
  for (const [place, { firstMs, points }] of leftBehind(estate).entries()) {
    const { firstObject, objects } = itemAt(loose, place);
    for (const object of catalogue.objects.slice(firstObject, firstObject + objects)) {
      for (let day = 0; day < points; day += 1) {
        const chance = chanceFrom(estate.options.seed, textHash('loose'), number);
        const createdMs = firstMs + day * dayMs + whole(chance, 0, 3_000_000);
        addPoint(estate, { number, object, createdMs, session: -1, isWhole: true });
        number += 1;
      }
    }
  }
  return begun;
}

function catchUp(estate: Estate, catalogue: Catalogue): void {
  const { points, visibleEnd, version } = estate;
  const grown = new Set<number>();
  const from = points.table.length();
  const isFirst = points.version === -1;
  for (const session of [...points.running.keys()]) takeSession(estate, catalogue, session);
  for (; points.nextSession < visibleEnd; points.nextSession += 1) {
    takeSession(estate, catalogue, points.nextSession);
  }
  for (let place = isFirst ? 0 : from; place < points.table.length(); place += 1) {
    grown.add(points.table.object(place));
  }
  for (const object of grown) {
    points.retainedOf[object] = retainedPoints(points, itemAt(catalogue.objects, object));
  }
  if (grown.size > 0) points.retained = byCreation(points);
  points.version = version;
}

function takeSession(estate: Estate, catalogue: Catalogue, session: number): void {
  const { points, sessions, nowMs } = estate;
  if (sessions.source(session) < 0) return;
  const taken = points.running.get(session) ?? new Set<number>();
  const isOver = sessions.endedMs(session) <= nowMs;
  for (const task of workOf(estate, session)) {
    if (task.endedMs > nowMs || taken.has(task.place)) continue;
    taken.add(task.place);
    takeTask(estate, catalogue, task);
  }
  if (isOver) points.running.delete(session);
  else points.running.set(session, taken);
}

function takeTask(estate: Estate, catalogue: Catalogue, task: SimulatedTask): void {
  const job = itemAt(estate.jobs, task.job);
  const place = catalogue.objectFor(job, task.place, task.createdMs);
  const startedMs = estate.sessions.createdMs(task.session);
  if (place === null || isSkipped(job, task.place, startedMs)) return;
  const object = itemAt(catalogue.objects, place);
  if (job.sourceJob !== null && !hasNewSource(estate, catalogue, task, object)) return;
  const chance = chanceFrom(estate.options.seed, textHash('point'), task.number);
  const isWhole = task.result !== results.failed;
  if (!isWhole && fraction(chance) >= incompleteShare) return;
  const createdMs = Math.min(task.endedMs, task.createdMs + whole(chance, 400, 9_000));
  addPoint(estate, { number: task.number, object, createdMs, session: task.session, isWhole });
}

// A copy finds nothing to copy while its source has made no point since the last one copied.
function hasNewSource(
  estate: Estate,
  catalogue: Catalogue,
  { job: jobIndex, place, createdMs }: SimulatedTask,
  object: SimulatedObject,
): boolean {
  const { table, ofObject } = estate.points;
  const source = itemAt(estate.jobs, itemAt<SimulatedJob>(estate.jobs, jobIndex).sourceJob ?? 0);
  const sourceObject = catalogue.objectFor(source, place, createdMs);
  const copied = itemAt(ofObject, object.index).at(-1);
  const copiedMs = copied === undefined ? Number.NEGATIVE_INFINITY : table.createdMs(copied);
  const newest = (ofObject[sourceObject ?? -1] ?? []).findLast(
    (point) => table.flaw(point) === 0 && table.createdMs(point) <= createdMs,
  );
  return newest !== undefined && table.createdMs(newest) > copiedMs;
}

function byCreation({ table, retainedOf }: PointLedger): Int32Array {
  const places = retainedOf.flat().sort((left, right) => left - right);
  const keys = Float64Array.from(places, (place) => table.createdMs(place));
  const order = Uint32Array.from(places, (_, index) => index);
  order.sort((left, right) => itemAt(keys, left) - itemAt(keys, right) || left - right);
  return Int32Array.from(order, (index) => itemAt(places, index));
}
