import { describe, expect, it } from 'vitest';
import type { HeldPoint, WorkloadTask } from '../../domain/workload.ts';
import { judgePoints } from './usable-points.ts';

const at = (day: number): Date => new Date(Date.UTC(2026, 10, day));

function point(day: number, over: Partial<HeldPoint> = {}): HeldPoint {
  return {
    id: `p${day}`,
    createdAt: at(day),
    backupId: 'b',
    jobId: 'j',
    repositoryName: 'Main',
    type: 'Increment',
    malwareStatus: 'Clean',
    isRestorable: true,
    file: 'there',
    ...over,
  };
}

function task(day: number, over: Partial<WorkloadTask> = {}): WorkloadTask {
  return {
    id: `t${day}`,
    sessionId: `s${day}`,
    jobId: 'j',
    startedAt: new Date(at(day).getTime() - 60_000),
    endedAt: new Date(at(day).getTime() + 60_000),
    outcome: 'success',
    warning: null,
    restorePointId: null,
    ...over,
  };
}

const verdicts = (points: readonly HeldPoint[], tasks: readonly WorkloadTask[] = []) =>
  judgePoints(points, tasks).map(({ verdict }) => verdict);

describe('restore points', () => {
  it('are usable where nothing speaks against them', () => {
    expect(verdicts([point(1, { type: 'Full' }), point(2), point(3)])).toEqual([
      'usable',
      'usable',
      'usable',
    ]);
  });

  it.each([
    ['infected', { malwareStatus: 'Infected' }],
    ['not-restorable', { isRestorable: false }],
    ['file-gone', { file: 'gone' }],
  ] as const)('are %s by what VBR says of themselves', (verdict, over) => {
    expect(verdicts([point(1, { type: 'Full', ...over })])).toEqual([verdict]);
  });

  it('do not rest on a point that a failed run left behind, where VBR restores from them', () => {
    const left = [point(1, { type: 'Full' }), point(2, { isRestorable: false }), point(3)];
    expect(verdicts(left)).toEqual(['usable', 'not-restorable', 'usable']);
    const untold = [...left.slice(0, 2), point(3, { isRestorable: null })];
    expect(verdicts(untold).at(-1)).toBe('chain-broken');
    const gone = [point(1, { type: 'Full' }), point(2, { file: 'gone' }), point(3), point(4)];
    expect(verdicts(gone).slice(2)).toEqual(['chain-broken', 'chain-broken']);
  });

  it('are usable when they are only suspicious, or when nothing is told of them', () => {
    const untold = {
      type: 'Full',
      isRestorable: null,
      malwareStatus: null,
      file: 'unknown',
    } as const;
    expect(verdicts([point(1, untold), point(2, { malwareStatus: 'Suspicious' })])).toEqual([
      'usable',
      'usable',
    ]);
  });

  it('cannot be read after a hole in their chain, up to the next full', () => {
    const points = [
      point(1, { type: 'Full' }),
      point(2, { file: 'gone' }),
      point(3),
      point(4, { type: 'Full' }),
      point(5),
    ];
    expect(verdicts(points)).toEqual(['usable', 'file-gone', 'chain-broken', 'usable', 'usable']);
  });

  it('cannot be read without a full before them in the same backup', () => {
    const points = [point(1, { type: 'Full', backupId: 'other' }), point(2)];
    expect(verdicts(points)).toEqual(['usable', 'chain-broken']);
  });

  it('cannot be read where the full itself is gone, and may be where only a task of another time failed', () => {
    const points = [point(1, { type: 'Full', file: 'gone' }), point(2), point(3)];
    expect(verdicts(points)).toEqual(['file-gone', 'chain-broken', 'chain-broken']);
    const earlier = task(1, { outcome: 'failed' });
    expect(verdicts([point(2, { type: 'Full' })], [earlier])).toEqual(['usable']);
    const open = task(1, { outcome: 'failed', endedAt: null });
    expect(verdicts([point(2, { type: 'Full' })], [open])).toEqual(['task-failed']);
  });

  it('that roll back rest on what comes after them', () => {
    const rollback = { type: 'Rollback' };
    const points = [
      point(1, rollback),
      point(2, { ...rollback, file: 'gone' }),
      point(3, rollback),
      point(4, { type: 'Full' }),
    ];
    expect(verdicts(points)).toEqual(['chain-broken', 'file-gone', 'usable', 'usable']);
  });

  it('do not count when their task failed, whichever session VBR names', () => {
    const full = point(1, { type: 'Full' });
    expect(verdicts([full], [task(1, { outcome: 'failed' })])).toEqual(['task-failed']);
    const named = task(9, { outcome: 'failed', restorePointId: 'p1' });
    expect(verdicts([full], [task(1), named])).toEqual(['task-failed']);
    expect(verdicts([full], [task(2, { outcome: 'failed' })])).toEqual(['usable']);
  });
});
