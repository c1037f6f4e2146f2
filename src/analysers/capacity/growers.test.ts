import { describe, expect, it } from 'vitest';
import { fileOn, filesOn, noonOf, storedBackup } from '../../../test/fixtures/stored-backups.ts';
import { fileLock, noLock } from '../../domain/file-lock.ts';
import { freeingOf } from './freeing.ts';
import { growersOf } from './growers.ts';
import { offloadsTo, storageEvents } from './storage-events.ts';
import { likelyCauses } from './usage-steps.ts';

const gib = 1024 ** 3;
const today = 1000;
const names = new Map([
  ['o-1', 'sql01'],
  ['o-2', 'web01'],
]);
const steady = storedBackup(today - 300, today, { files: filesOn(today - 13, today, 10) });
const growing = storedBackup(today - 19, today, {
  backup: {
    ...steady.backup,
    id: 'b-2',
    jobId: 'job-2',
    name: 'Files',
    createdAt: noonOf(today - 19),
  },
  jobName: 'Files',
  files: filesOn(today - 19, today, 5, { objectIds: ['o-2'], backupId: 'b-2' }),
});

const lockFor = (days: number) => ({ isEnabled: true, days, mode: null });

describe('who takes the space', () => {
  it('is split by job and by workload, the largest growth first', () => {
    const { jobs, workloads } = growersOf([steady, growing], noLock, names, today, 30);
    expect(jobs.map(({ name }) => name)).toEqual(['Files', 'Nightly']);
    expect(jobs[0]?.grewGib).toBeCloseTo(100, 6);
    expect(jobs[0]?.heldGib).toBeCloseTo(100, 6);
    expect(jobs[1]?.grewGib).toBeCloseTo(0, 6);
    expect(jobs[1]?.writtenGibPerDay).toBeCloseTo((14 * 10) / 30, 6);
    expect(workloads.map(({ name }) => name)).toEqual(['web01', 'sql01']);
  });

  it('counts a job once that has a backup in each of two platforms, and a workload once that two jobs hold', () => {
    const twin = { ...growing, backup: { ...growing.backup, id: 'b-3' } };
    const { jobs } = growersOf([growing, twin], noLock, names, today, 30);
    expect(jobs).toHaveLength(1);
    expect(jobs[0]?.heldGib).toBeCloseTo(200, 6);
    const { workloads } = growersOf([growing, twin], noLock, names, today, 30);
    expect(workloads.map(({ heldGib }) => Math.round(heldGib))).toEqual([200]);
  });
});

describe('causes of a step', () => {
  it('are the job that began, fulls, retention and deletion of that day, the nearest in size first', () => {
    const full = fileOn(today - 3, 400, { path: '/b/x.vbk', id: 'full' });
    const gone = { objectId: 'o-1', createdDay: today - 30, goneDay: today - 3, bytes: 90 * gib };
    const backups = [
      { ...steady, files: [...steady.files, full], gone: [gone] },
      { ...growing, files: [], gone: [gone] },
    ];
    const events = storageEvents(backups, [], [today - 3]);
    const kinds = (size: number) =>
      likelyCauses({ day: today - 3, size }, events).map(({ kind, name }) => `${kind} ${name}`);
    expect(kinds(390)).toEqual(['new-full Nightly']);
    expect(kinds(-90)).toEqual(['retention-run Nightly', 'deletion Files']);
    const began = storageEvents([growing], [], [today - 19]);
    expect(began.map(({ kind }) => kind)).toEqual(['new-job']);
  });

  it('are offloads where the capacity tier came to hold more that day', () => {
    const sample = (day: number, reportedUsedGib: number) => ({
      repositoryId: 'c',
      takenAt: noonOf(day),
      capacityGib: null,
      freeGib: null,
      usedGib: null,
      reportedUsedGib,
      isOnline: true,
      source: 'measured' as const,
    });
    const offloads = offloadsTo([sample(998, 10), sample(999, 10), sample(1000, 260)]);
    expect(offloads).toMatchObject([{ day: 1000, kind: 'offload', size: 250 }]);
    expect(storageEvents([], offloads, [today])).toEqual(offloads);
    expect(storageEvents([], offloads, [today - 5])).toEqual([]);
  });
});

describe('what frees up', () => {
  it('is told for 7, 30 and 90 days, with what no job owns apart', () => {
    const chains = [today - 20, today - 13, today - 6].flatMap((start) => [
      fileOn(start, 100, { path: `/b/${start}.vbk`, id: `full-${start}` }),
      ...filesOn(start + 1, start + 6, 10),
    ]);
    const owned = storedBackup(today - 300, today, { files: chains });
    const left = {
      ...storedBackup(today - 300, today, {
        files: filesOn(today - 50, today - 45, 20, { backupId: 'b-9' }),
      }),
      backup: { ...owned.backup, id: 'b-9', jobId: null },
      jobName: null,
    };
    const { freed, orphaned, activeBytes } = freeingOf([owned, left], noLock, noonOf(today));
    // The chain of day −20 ends with day −14, whose 14 days are over now; the next one a week later.
    expect(freed.map(({ withinDays, bytes }) => [withinDays, bytes / gib])).toEqual([
      [7, 320],
      [30, 320],
      [90, 320],
    ]);
    expect(activeBytes / gib).toBe(160);
    expect(orphaned.map(({ bytes }) => bytes / gib)).toEqual([120]);
  });

  it('counts locks on what no job owns too, and says until when it cannot be freed', () => {
    const left = {
      ...storedBackup(today - 300, today, { files: filesOn(today - 9, today - 5, 20) }),
      jobName: null,
    };
    const hardened = { type: 'LinuxHardened', immutability: lockFor(8) };
    const locked = freeingOf([left], fileLock([hardened]), noonOf(today));
    // Locked are the files of the last eight days: those of the days −7, −6 and −5.
    expect(locked.lockedBytes / gib).toBe(60);
    expect(locked.orphaned[0]?.lockedUntil).toEqual(noonOf(today + 3));
    expect(locked.locks).toBe('told');
    const open = freeingOf([left], noLock, noonOf(today));
    expect(open).toMatchObject({ lockedBytes: 0, lockedUntil: null, locks: 'none' });
    expect(open.orphaned[0]?.lockedUntil).toBeNull();
  });

  it('promises no locked space where one extent locks and another does not, but waits for the lock', () => {
    const chains = filesOn(today - 20, today, 10).map((file, at) =>
      at % 7 === 0 ? { ...file, path: `/b/${at}.vbk` } : file,
    );
    const owned = storedBackup(today - 300, today, { files: chains });
    const mixed = fileLock([
      { type: 'LinuxHardened', immutability: lockFor(30) },
      { type: 'WinLocal', immutability: null },
    ]);
    const freeing = freeingOf([owned], mixed, noonOf(today));
    expect(freeing).toMatchObject({ lockedBytes: 0, locks: 'in-part' });
    expect(freeing.next.map(({ reason }) => reason)).toEqual(['immutability', 'immutability']);
  });
});
