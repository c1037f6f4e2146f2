import { describe, expect, it } from 'vitest';
import { loadsOfChanges } from './loads-of-changes.ts';
import { plannedChanges } from './planned-change.ts';

const job = {
  name: 'SQL Nightly',
  jobId: 'j-1',
  heldGib: 600,
  grewGib: 30,
  writtenGibPerDay: 20,
  retention: { kind: 'Days', quantity: 14 },
  immutableDays: null,
  workloads: 6,
};

type Known = Parameters<typeof loadsOfChanges>[1];
const known: Known = {
  growth: { days: 30, isEstimated: false, jobs: [job], workloads: [] },
  reduction: { now: 2.5, before: 2.5 },
  freeing: { locks: 'told', countedShare: 1 },
};

function read(text: string, measures: Known = known, elsewhere = [] as (typeof job)[]) {
  const planned = plannedChanges(text);
  if ('notUnderstood' in planned) throw new Error(planned.notUnderstood);
  return loadsOfChanges(planned.changes, measures, elsewhere);
}

describe('what a change does', () => {
  it('data come as they are stored', () => {
    expect(read('+10 TB in 5 days')).toMatchObject({
      loads: [{ atOnce: 10_240, startsInDays: 5, perDay: 0 }],
      assumed: [],
    });
  });

  it('machines come with a full of what the ratio here leaves, and what was assumed is said', () => {
    expect(read('+30 machines of 200 GB')).toMatchObject({
      loads: [{ atOnce: 2400, perDay: 72, growsForDays: 14 }],
      understood: ['30 machines of 200 GB now'],
      assumed: [
        '40 % of a machine is stored (the ratio here)',
        '3 % of a machine changes a day',
        'retention 14 days (the median here)',
      ],
    });
  });

  it('machines without a size are as large as those here, which is said', () => {
    const changes = read('+6 machines');
    expect(changes).toMatchObject({ loads: [{ atOnce: 600 }] });
    if ('unknownJob' in changes) throw new Error('unknown job');
    expect(changes.assumed).toContain('size: the mean of the machines here');
  });

  it('retention changes what every job keeps, or one job', () => {
    expect(read('retention to 60 days')).toMatchObject({
      loads: [{ perDay: 20, growsForDays: 46 }],
    });
    expect(read('retention 14 to 7 days for job sql')).toMatchObject({ loads: [{ atOnce: -140 }] });
  });

  it('a shorter retention says so where nobody knows whether a lock keeps the files', () => {
    const assumption = 'no lock keeps the files: VBR does not tell of any here';
    const untold: Known = { ...known, freeing: { locks: 'not-told', countedShare: 1 } };
    expect(read('retention 14 to 7 days', untold)).toMatchObject({
      assumed: expect.arrayContaining([assumption]),
    });
    for (const text of ['retention 14 to 7 days', 'retention 14 to 20 days']) {
      const told = read(text, text.endsWith('20 days') ? untold : known);
      expect(told).not.toMatchObject({ assumed: expect.arrayContaining([assumption]) });
    }
  });

  it('counts files that share blocks in proportion, and says so, but not where they arrive', () => {
    const cloned: Known = { ...known, freeing: { locks: 'told', countedShare: 0.4 } };
    const assumption = 'files claim more than is used here: 40 % of a size is counted';
    const away = read('move job SQL away', cloned);
    expect(away).toMatchObject({ loads: [{ atOnce: -240, perDay: -0.4 }] });
    const shorter = read('retention 14 to 7 days', cloned);
    expect(shorter).toMatchObject({ loads: [{ atOnce: -56 }] });
    for (const each of [away, shorter]) {
      expect(each).toMatchObject({ assumed: expect.arrayContaining([assumption]) });
    }
    const here = read('move job SQL here', cloned, [job]);
    expect(here).toMatchObject({ loads: [{ atOnce: 600 }] });
    expect(here).not.toMatchObject({ assumed: expect.arrayContaining([assumption]) });
  });

  it('a job leaves with what it holds, or comes from another repository', () => {
    expect(read('move job SQL Nightly away')).toMatchObject({
      loads: [{ atOnce: -600, perDay: -1 }],
    });
    const other = { ...job, name: 'Files', jobId: 'j-2', heldGib: 100 };
    expect(read('move files here', known, [other])).toMatchObject({ loads: [{ atOnce: 100 }] });
  });

  it('names a job that is not known or not clear', () => {
    expect(read('move job Oracle away')).toEqual({ unknownJob: 'Oracle' });
    const two = {
      ...known,
      growth: { ...known.growth, jobs: [job, { ...job, name: 'SQL Weekly', jobId: 'j-3' }] },
    };
    expect(read('retention 30 for job SQL', two)).toEqual({ unknownJob: 'SQL' });
  });
});
