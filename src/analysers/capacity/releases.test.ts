import { describe, expect, it } from 'vitest';
import type { Backup, BackupFile } from '../../domain/backup.ts';
import { fileLock, noLock } from '../../domain/file-lock.ts';
import { orphanedBackups, surplusFulls } from '../../domain/reclaimable.ts';
import type { KeepingRules } from './file-expiry.ts';
import { freedUntil, planReleases } from './releases.ts';

const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number));

function file(id: string, created: number, given: Partial<BackupFile> = {}): BackupFile {
  return {
    id,
    backupId: 'b',
    path: `/backups/${id}.${id.startsWith('full') ? 'vbk' : 'vib'}`,
    objectIds: [],
    restorePointIds: [],
    dataBytes: null,
    backupBytes: id.startsWith('full') ? 100 : 10,
    dedupRemainingPercent: null,
    compressRemainingPercent: null,
    createdAt: day(created),
    gfsPeriods: [],
    ...given,
  };
}

const backup: Backup = {
  id: 'b',
  jobId: 'j',
  name: 'Files',
  jobType: 'Backup',
  platformName: 'VMware',
  createdAt: day(0),
  repositoryId: 'r',
  repositoryName: 'Main',
};

/** Two weeks: a full and three increments each, then the running chain. */
const files = [
  file('full-1', 0),
  ...[1, 3, 5].map((created) => file(`inc-${created}`, created)),
  file('full-2', 7),
  ...[8, 10, 12].map((created) => file(`inc-${created}`, created)),
  file('full-3', 14),
  file('inc-15', 15),
];
const days: KeepingRules = {
  retention: { kind: 'Days', quantity: 14 },
  gfs: null,
  lock: noLock,
};

const lockFor = (count: number, mode: string | null = null) =>
  fileLock([{ type: 'AmazonS3', immutability: { isEnabled: true, days: count, mode } }]);

describe('what frees up, and when', () => {
  it('is a chain at the day its last increment may go, never the running one', () => {
    const plan = planReleases(files, days, day(15));
    expect(plan.releases.map(({ bytes, at, reason }) => [bytes, at, reason])).toEqual([
      [130, day(19), 'retention'],
      [130, day(26), 'retention'],
    ]);
    expect(plan.activeBytes).toBe(110);
    expect(freedUntil(plan, day(20))).toBe(130);
    expect(freedUntil(plan, day(60))).toBe(260);
  });

  it('with retention by points follows the rhythm of the points', () => {
    const points = { ...days, retention: { kind: 'RestorePoints', quantity: 8 } };
    // Ten points, median distance two days: the last of the first chain has six newer ones.
    const [first] = planReleases(files, points, day(15)).releases;
    expect(first?.at).toEqual(day(15 + 2 * 2));
  });

  it('keeps a GFS full alone for its period, and frees its increments before', () => {
    const gfs = { weekly: 4, monthly: null, yearly: null };
    const [first = file('full-1', 0), ...rest] = files;
    const kept = [{ ...first, gfsPeriods: ['Weekly'] }, ...rest];
    const { releases } = planReleases(kept, { ...days, gfs }, day(15));
    expect(releases.map(({ bytes, at, reason }) => [bytes, at, reason])).toEqual([
      [30, day(19), 'retention'],
      [130, day(26), 'retention'],
      [100, day(28), 'gfs'],
    ]);
  });

  it('has no date where the rule of a period is not told', () => {
    const yearly = files.map((each) => ({ ...each, gfsPeriods: ['Yearly'] }));
    const { releases } = planReleases(yearly, days, day(15));
    expect(releases.every(({ at }) => at === null)).toBe(true);
    expect(freedUntil(planReleases(yearly, days, day(15)), day(9999))).toBe(0);
  });

  it('waits for the lock, and tells how much is locked now', () => {
    const plan = planReleases(files, { ...days, lock: lockFor(30) }, day(15));
    expect(plan.releases[0]).toMatchObject({ at: day(35), reason: 'immutability' });
    expect(plan.lockedBytes).toBe(370);
    expect(plan.lockedUntil).toEqual(day(45));
    expect(planReleases(files, { ...days, lock: lockFor(7) }, day(15))).toMatchObject({
      lockedBytes: 130,
    });
  });

  it('is locked for as long as retention keeps it where the place says so, whatever number of days stands beside', () => {
    const plan = planReleases(files, { ...days, lock: lockFor(60, 'RetentionSettings') }, day(15));
    // Nothing waits longer than retention has it; all of the last 14 days are locked until it ends.
    expect(plan.releases[0]).toMatchObject({ at: day(19), reason: 'retention' });
    expect(plan.lockedBytes).toBe(260);
    expect(plan.lockedUntil).toEqual(day(29));
  });

  it('that is overdue goes now, and a file without a size is named', () => {
    const unknown = files.map((each) =>
      each.id === 'inc-1' ? { ...each, backupBytes: null } : each,
    );
    const plan = planReleases(
      unknown,
      { ...days, retention: { kind: 'Days', quantity: 2 } },
      day(15),
    );
    expect(plan.releases[0]).toMatchObject({ at: day(15), bytes: 120 });
    expect(plan.filesWithoutSize).toBe(1);
  });

  it('of nothing is nothing', () => {
    expect(planReleases([], days, day(0))).toMatchObject({ releases: [], lockedUntil: null });
  });
});

describe('space that nothing needs', () => {
  it('is that of backups without a job', () => {
    const gone = { ...backup, jobId: null };
    expect(orphanedBackups([backup], files, new Set(['j']))).toEqual([]);
    expect(orphanedBackups([gone], files, new Set(['j']))[0]).toMatchObject({
      bytes: 370,
      reason: 'Files: it belongs to no job',
    });
    expect(orphanedBackups([backup], files, new Set())[0]?.reason).toMatch(/no longer listed/);
    expect(orphanedBackups([gone], [], new Set())).toEqual([]);
  });

  it('is that of fulls beyond one a week, but for kept ones, the newest and full-only backups', () => {
    const extra = [...files, file('full-x', 9), file('full-y', 16)];
    expect(surplusFulls(backup, files)).toBeNull();
    expect(surplusFulls(backup, extra)).toMatchObject({ fileIds: ['full-x', 'full-3'] });
    const kept = extra.map((each) =>
      each.id === 'full-x' ? { ...each, gfsPeriods: ['Weekly'] } : each,
    );
    expect(surplusFulls(backup, kept)).toMatchObject({ fileIds: ['full-3'], bytes: 100 });
    const fullsOnly = [0, 1, 2, 3].map((created) => file(`full-${created}`, created));
    expect(surplusFulls(backup, fullsOnly)).toBeNull();
  });
});
