import { describe, expect, it } from 'vitest';
import { scriptedCollection } from '../../../test/fixtures/in-memory-collection.ts';
import {
  backupFileRow,
  backupRow,
  hoursAgo,
  restorePointRow,
} from '../../../test/fixtures/in-memory-rows.ts';
import { Fault, type FaultCode } from '../../domain/errors.ts';
import type { CollectionSettings } from '../source.ts';

/** Backups b0, b1 … with a restore point each, and its file. */
function setUp(count: number, settings: Partial<CollectionSettings> = {}) {
  const collection = scriptedCollection(settings);
  const { script } = collection;
  const addPoint = (n: number, hours: number, id = `p${n}`) => {
    const point = restorePointRow(id, `b${n}`, hoursAgo(hours));
    script.restorePoints.push(point);
    const files = script.backupFiles.get(`b${n}`) ?? [];
    script.backupFiles.set(`b${n}`, [...files, backupFileRow(point)]);
  };
  for (let n = 0; n < count; n += 1) {
    script.lists.backups.push(backupRow(`b${n}`));
    addPoint(n, 100 + 50 * n);
  }
  const asked = () => script.requests.filter((name) => name.startsWith('backup-files'));
  return { ...collection, addPoint, asked };
}

function failOn(request: string, code: FaultCode) {
  return (name: string) => {
    if (!name.startsWith(request)) return;
    throw new Fault({ code, happened: 'It failed', means: 'it is not known', next: 'repeat' });
  };
}

describe('reading restore points', () => {
  it('reads points of any age at first, and later only the overlap', async () => {
    const { script, kept, passAfter, addPoint } = setUp(9);
    addPoint(0, 9 * 365 * 24, 'yearly');
    await passAfter(0);
    expect(kept.restorePoints.size).toBe(10);
    const pages = () => script.requests.filter((name) => name === 'restore-points').length;
    expect(pages()).toBe(4);
    await passAfter(1);
    expect(pages()).toBe(1);
    expect(kept.cursors.get('restore-points')).toEqual(hoursAgo(100));
  });

  it('does not follow a point from the future, and finds those that come after it', async () => {
    const { script, kept, passAfter, addPoint } = setUp(1);
    addPoint(0, -500, 'future');
    await passAfter(0);
    expect(kept.cursors.get('restore-points')).toEqual(hoursAgo(100));
    addPoint(0, -1, 'next');
    await passAfter(2);
    expect([...kept.restorePoints.keys()].sort()).toEqual(['next', 'p0']);
    expect(script.restorePoints).toHaveLength(3);
  });

  it('marks old points that are infected now, and clears them when they are no more', async () => {
    const { script, kept, passAfter } = setUp(2);
    await passAfter(0);
    const clean = script.restorePoints;
    script.restorePoints = clean.map((point) =>
      point.id === 'p1' ? { ...point, malwareStatus: 'Infected' } : point,
    );
    const report = await passAfter(1);
    expect(report.counts['restore-points-flagged']).toBe(1);
    expect(kept.restorePoints.get('p1')?.malwareStatus).toBe('Infected');
    script.restorePoints = clean;
    await passAfter(2);
    expect(kept.restorePoints.get('p1')?.malwareStatus).toBeNull();
  });
});

describe('reading backup files', () => {
  it('reads each backup once, and again when it has a new restore point', async () => {
    const { kept, passAfter, addPoint, asked } = setUp(3);
    await passAfter(0);
    expect(asked()).toHaveLength(3);
    expect(kept.backupFiles.size).toBe(3);
    await passAfter(1);
    expect(asked()).toEqual([]);
    addPoint(1, -2, 'new');
    await passAfter(3);
    expect(asked()).toEqual(['backup-files b1']);
  });

  it('reads a limited number a pass, tells what waits, and works it off', async () => {
    const { passAfter, asked } = setUp(5, { backupsPerPass: 2 });
    const first = await passAfter(0);
    expect(first.of('backup-files')).toMatchObject({
      availability: 'available',
      pending: 3,
      reason: 'Backups whose files wait to be read: 3; a pass reads at most 2.',
    });
    const read = [...asked()];
    const pending: unknown[] = [];
    for (const hours of [1, 2]) {
      pending.push((await passAfter(hours)).of('backup-files')?.pending);
      read.push(...asked());
    }
    expect(pending).toEqual([1, 0]);
    expect(new Set(read).size).toBe(5);
  });

  it('finds a point by its file that came later than the overlap reaches, and asks for it once', async () => {
    const { script, kept, passAfter, addPoint } = setUp(2);
    addPoint(1, 1, 'recent');
    await passAfter(0);
    addPoint(0, 60, 'late copy');
    addPoint(0, -0.9, 'now');
    await passAfter(1);
    expect(kept.restorePoints.has('late copy')).toBe(true);
    expect(script.requests).toContain('points of b0');
    await passAfter(2);
    expect(kept.restorePoints.get('late copy')?.backupFileId).toBe('file of late copy');
    addPoint(0, -2.9, 'next');
    await passAfter(3);
    expect(script.requests).not.toContain('points of b0');
  });

  it('asks for no point that may have been made since the points were read', async () => {
    const { script, passAfter, addPoint } = setUp(1);
    await passAfter(0);
    addPoint(0, -0.5, 'now');
    script.onRequest = (name) => {
      if (name !== 'backup-files b0') return;
      const made = restorePointRow('since', 'b0', hoursAgo(-0.8));
      script.backupFiles.set('b0', [...(script.backupFiles.get('b0') ?? []), backupFileRow(made)]);
    };
    await passAfter(1);
    expect(script.requests).toContain('backup-files b0');
    expect(script.requests).not.toContain('points of b0');
  });

  it('leaves a backup that cannot be read waiting, behind the others', async () => {
    const { script, passAfter, asked } = setUp(4, { backupsPerPass: 2 });
    script.onRequest = failOn('backup-files b0', 'server-answer-unreadable');
    const first = await passAfter(0);
    expect(first.of('backup-files')?.reason).toContain('1 of them could not be read');
    await passAfter(1);
    expect(asked()).toEqual(['backup-files b2', 'backup-files b3']);
    script.onRequest = () => {};
    const last = await passAfter(2);
    expect(asked()).toEqual(['backup-files b0']);
    expect(last.of('backup-files')).toMatchObject({ pending: 0, reason: null });
  });

  it('marks files and points as gone only by a list in which every row could be read', async () => {
    const { script, kept, passAfter, addPoint } = setUp(1);
    addPoint(0, 90, 'kept');
    await passAfter(0);
    const files = script.backupFiles.get('b0') ?? [];
    script.restorePoints = script.restorePoints.slice(1);
    script.backupFiles.set('b0', files.slice(1));
    addPoint(0, -1, 'new');
    script.rejected.set('backup-files b0', [{ id: null, reason: 'no size' }]);
    const partial = await passAfter(2);
    expect(partial.of('backup-files')).toMatchObject({ rowsRejected: 1, pending: 0 });
    expect(kept.restorePoints.get('p0')?.goneAt).toBeNull();
    script.rejected.clear();
    addPoint(0, -3, 'newer');
    await passAfter(4);
    expect(kept.backupFiles.get('file of p0')?.goneAt).toEqual(hoursAgo(-4));
    expect(kept.restorePoints.get('p0')?.goneAt).toEqual(hoursAgo(-4));
    expect(kept.restorePoints.get('kept')?.goneAt).toBeNull();
  });

  it('lets a single backup have no files, but not all of them', async () => {
    const { script, passAfter, asked } = setUp(4);
    script.backupFiles.delete('b2');
    const one = await passAfter(0);
    expect(one.of('backup-files')).toMatchObject({ availability: 'available', pending: 0 });
    expect(one.counts['backups-without-files']).toBe(1);
    await passAfter(1);
    expect(asked()).toEqual([]);
    const other = setUp(4);
    other.script.backupFiles.clear();
    const none = await other.passAfter(0);
    expect(none.of('backup-files')?.availability).toBe('unsupported');
    expect(await other.store.countBackupsToRead(1)).toBe(4);
  });

  it.each([
    ['refuses its files', undefined],
    ['shows no files', []],
  ])('takes for gone what the own points of a backup that %s do not hold', async (_, files) => {
    const { script, kept, passAfter, addPoint } = setUp(2);
    addPoint(0, 90, 'stays');
    if (files === undefined) script.backupFiles.delete('b0');
    else script.backupFiles.set('b0', files);
    await passAfter(0);
    script.restorePoints = script.restorePoints.filter(({ id }) => id !== 'p0');
    script.restorePoints.push(restorePointRow('new', 'b0', hoursAgo(-1)));
    script.rejected.set('points of b0', [{ id: null, reason: 'no name' }]);
    await passAfter(2);
    expect(kept.restorePoints.get('p0')?.goneAt).toBeNull();
    script.rejected.clear();
    script.restorePoints.push(restorePointRow('newer', 'b0', hoursAgo(-3)));
    const report = await passAfter(4);
    expect(kept.restorePoints.get('p0')?.goneAt).toEqual(hoursAgo(-4));
    expect(kept.restorePoints.get('stays')?.goneAt).toBeNull();
    expect(kept.restorePoints.get('p1')?.goneAt).toBeNull();
    expect(report.counts).toMatchObject({
      'restore-points-changed': 1,
      'backups-read-by-points': 1,
    });
  });

  it('is hidden where the backups are hidden, not a list without rows', async () => {
    const { script, passAfter } = setUp(2);
    script.onRequest = failOn('backups', 'source-forbidden');
    const report = await passAfter(0);
    expect(report.of('backup-files')?.availability).toBe('forbidden');
  });

  it('takes what a deleted backup held for gone', async () => {
    const { script, kept, passAfter } = setUp(2);
    await passAfter(0);
    script.lists.backups.shift();
    script.restorePoints.shift();
    await passAfter(1);
    expect(kept.restorePoints.get('p0')?.goneAt).toEqual(hoursAgo(-1));
    expect(kept.restorePoints.get('p1')?.goneAt).toBeNull();
  });
});
