import { expect, it } from 'vitest';
import { advanceEstate } from '../advance.ts';
import { createEstate } from '../create-estate.ts';
import type { Estate, EstateOptions } from '../estate.ts';
import { itemAt } from '../item-at.ts';
import { backupObjectIdFor, restorePointIdFor } from '../points-of-workload.ts';
import { retentionOf } from '../retention.ts';
import { results } from '../session-table.ts';
import { partsOf, workOf } from '../tasks.ts';
import { dayMs } from '../zone-clock.ts';
import { makesBackups } from './makes-backups.ts';
import { placeOfNumber } from './place-of-number.ts';
import { flaws } from './point-table.ts';
import { firstLooseNumber, pointsOf } from './points-of.ts';

const options: EstateOptions = {
  scenario: 'troubled',
  seed: 11,
  now: new Date('2026-11-22T12:00:00Z'),
  days: 60,
  jobs: 50,
  repositories: 12,
  sessions: null,
  failedShare: 0.06,
  warnedShare: 0.06,
  zone: 'Europe/Prague',
};
const estate = createEstate(options);
const points = pointsOf(estate);

const rowsOf = (of: Estate) => {
  const { table } = pointsOf(of);
  return Array.from({ length: table.length() }, (_, place) => table.row(place));
};
const taskOf = (number: number) => {
  const { session, place } = partsOf(number);
  return workOf(estate, session).find((task) => task.place === place);
};
const own = rowsOf(estate).filter(({ number }) => number < firstLooseNumber);

it('makes a point for every good task of a source job and none for what it passes over', () => {
  const made = new Set(own.map(({ number }) => number));
  const sessions = Array.from({ length: estate.visibleEnd }, (_, session) => session);
  const good = sessions
    .filter((session) => estate.sessions.source(session) >= 0)
    .flatMap((session) => workOf(estate, session))
    .map((task) => ({ task, job: itemAt(estate.jobs, task.job) }))
    .filter(({ job }) => makesBackups(job) && job.sourceJob === null)
    .filter(({ task }) => task.result !== results.failed && task.endedMs <= estate.nowMs);
  const without = good.filter(({ task }) => !made.has(task.number));
  expect(without.length).toBeGreaterThan(2);
  const isSkipped = ({ task, job }: (typeof good)[number]) =>
    job.skipped?.place === task.place &&
    estate.sessions.createdMs(task.session) >= job.skipped.sinceMs;
  expect(without).toEqual(good.filter(isSkipped));
});

it('shows a point once its task is over and not before', () => {
  const moving = createEstate(options);
  const job = moving.jobs.find(({ behaviour }) => behaviour.name === 'running');
  const session = itemAt(moving.lastSession, job?.index ?? -1);
  const made = () => rowsOf(moving).filter((row) => row.session === session).length;
  const over = workOf(moving, session).filter(({ endedMs }) => endedMs <= moving.nowMs);
  expect(workOf(moving, session).length).toBeGreaterThan(over.length);
  expect(made()).toBe(over.length);
  advanceEstate(moving, 3);
  expect(made()).toBe(job?.workloads.length);
});

it('leaves points in failed sessions and, of failed tasks, only some that nobody can restore from', () => {
  const ofFailed = own.filter(({ session }) => estate.sessions.result(session) === results.failed);
  expect(ofFailed.length).toBeGreaterThan(10);
  const incomplete = own.filter(({ flaw }) => flaw === flaws.incomplete);
  expect(incomplete.length).toBeGreaterThan(3);
  const wrong = own.filter(({ number, flaw }) => {
    return (taskOf(number)?.result === results.failed) !== (flaw === flaws.incomplete);
  });
  expect(wrong).toEqual([]);
});

it('lets every chain begin with a full backup of the same workload, at most two weeks before', () => {
  const rows = rowsOf(estate);
  const astray = rows.filter(({ chainStart, object, createdMs, flaw }) => {
    const start = itemAt(rows, chainStart);
    const ageMs = createdMs - start.createdMs;
    const isNear = flaw === flaws.incomplete || (ageMs >= 0 && ageMs < 14 * dayMs);
    return start.object !== object || !start.isFull || !isNear;
  });
  expect(astray).toEqual([]);
  expect(rows.filter(({ isFull }) => !isFull).length).toBeGreaterThan(rows.length / 2);
});

it('copies only what its source has made since the last copy', () => {
  const copies = estate.jobs.filter(({ sourceJob }) => sourceJob !== null);
  expect(copies.length).toBeGreaterThan(1);
  for (const copy of copies) {
    const source = itemAt(estate.jobs, copy.sourceJob ?? -1);
    expect(copy.targetId).not.toBe(source.targetId);
    const ofPlace = (job: typeof copy, place: number) =>
      own.filter(
        ({ number, session, flaw }) =>
          estate.sessions.source(session) === job.index &&
          partsOf(number).place === place &&
          flaw !== flaws.incomplete,
      );
    for (const [place, workload] of copy.workloads.entries()) {
      expect(workload).toBe(source.workloads[place]);
      const sourced = ofPlace(source, place);
      let lastMs = Number.NEGATIVE_INFINITY;
      for (const { createdMs } of ofPlace(copy, place)) {
        const since = sourced.filter((one) => one.createdMs > lastMs && one.createdMs < createdMs);
        expect(since.length).toBeGreaterThan(0);
        lastMs = createdMs;
      }
    }
  }
});

it('keeps what the retention of the job says, whole chains, and removes old points as time advances', () => {
  const moving = createEstate(options);
  const before = new Map(
    pointsOf(moving).retainedOf.map((kept, object) => [object, new Set(kept)]),
  );
  const existing = pointsOf(moving).table.length();
  advanceEstate(moving, 24 * 14);
  const after = pointsOf(moving);
  expect(after.table.length()).toBeGreaterThan(existing);
  let removed = 0;
  for (const [object, kept] of after.retainedOf.entries()) {
    const known = itemAt(after.catalogue.objects, object);
    const all = itemAt(after.ofObject, object);
    removed += [...(before.get(object) ?? [])].filter((place) => !kept.includes(place)).length;
    const hanging = kept.filter((place) => after.table.flaw(place) !== flaws.incomplete);
    expect(kept).toEqual(expect.arrayContaining(hanging.map(after.table.chainStart)));
    const { type, quantity } = retentionOf(known.backup.job);
    const lastMs = Math.max(...all.map(after.table.createdMs));
    const wanted =
      type === 'RestorePoints'
        ? all.slice(-quantity)
        : all.filter((place) => after.table.createdMs(place) >= lastMs - quantity * dayMs);
    expect(kept).toEqual(expect.arrayContaining(wanted));
  }
  expect(removed).toBeGreaterThan(200);
});

it('is the same estate after many small steps as after one large one', () => {
  const [steps, leap] = [createEstate(options), createEstate(options)];
  for (let step = 0; step < 12; step += 1) {
    advanceEstate(steps, 7);
    pointsOf(steps);
  }
  advanceEstate(leap, 84);
  const byNumber = (of: Estate) =>
    rowsOf(of)
      .map(({ chainStart, session, ...row }) => row)
      .filter(({ createdMs }) => createdMs <= estate.nowMs)
      .sort((left, right) => left.number - right.number);
  expect(byNumber(steps)).toEqual(byNumber(leap));
});

it('leaves an old backup behind where a job moved, and others whose job is gone or never was here', () => {
  const origins = new Map(points.catalogue.backups.map((backup) => [backup.origin, backup]));
  expect([...origins.keys()].sort()).toEqual(['imported', 'job', 'moved', 'orphaned']);
  for (const backup of points.catalogue.backups.filter(({ origin }) => origin === 'moved')) {
    const untilMs = backup.job.movedFrom?.untilMs ?? Number.NaN;
    const inOld = itemAt(points.ofObject, backup.firstObject);
    expect(backup.target.targetId).not.toBe(backup.job.targetId);
    expect(inOld.every((place) => points.table.createdMs(place) < untilMs + dayMs)).toBe(true);
  }
});

it('finds a point by its number, retained or not, and the newest of a workload at an instant', () => {
  for (const row of own.slice(0, 500)) {
    const place = placeOfNumber(estate, row.number) ?? -1;
    expect(points.table.row(place)).toEqual(row);
  }
  expect(placeOfNumber(estate, firstLooseNumber)).toBe(0);
  expect(placeOfNumber(estate, 31)).toBeNull();
  const object = points.retainedOf.findIndex((kept) => kept.length > 5);
  const { backup, id, place } = itemAt(points.catalogue.objects, object);
  const kept = itemAt(points.retainedOf, object);
  const third = points.table.row(itemAt(kept, 2));
  expect(restorePointIdFor(estate, backup.job.index, place, third.createdMs)).toBe(
    estate.identifiers.of('restore-point', third.number),
  );
  expect(restorePointIdFor(estate, backup.job.index, place, estate.startMs - dayMs)).toBeNull();
  expect(backupObjectIdFor(estate, backup.job.index, place)).toBe(id);
});

it('plants corrupted points now and then, and no point on them is readable up to the next full backup', () => {
  const large = createEstate({ ...options, jobs: 110, seed: 3 });
  const rows = rowsOf(large);
  const corrupted = rows.filter(({ flaw }) => flaw === flaws.corrupted);
  expect(corrupted.length).toBeGreaterThan(0);
  for (const row of rows.filter(({ flaw }) => flaw === flaws.brokenChain)) {
    const before = corrupted.some(
      (one) => one.chainStart === row.chainStart && one.createdMs < row.createdMs,
    );
    expect(before).toBe(true);
  }
  const healthy = rowsOf(createEstate({ ...options, scenario: 'healthy' }));
  expect(healthy.some(({ flaw }) => flaw === flaws.corrupted)).toBe(false);
});
