import { describe, expect, it } from 'vitest';
import { scriptedCollection } from '../../../test/fixtures/in-memory-collection.ts';
import { definitionRow, jobRow } from '../../../test/fixtures/in-memory-rows.ts';
import { Fault, type FaultCode } from '../../domain/errors.ts';

const unreadable = (names: readonly string[], code: FaultCode = 'server-answer-unreadable') => {
  return (name: string) => {
    if (!names.includes(name)) return;
    throw new Fault({ code, happened: `No ${name}`, means: 'it is not known', next: 'repeat' });
  };
};

function setUp(count: number) {
  const collection = scriptedCollection();
  const ids = Array.from({ length: count }, (_, n) => `j${n}`);
  collection.script.jobStates = ids.map((id) => jobRow(id));
  collection.script.jobDefinitions = ids.map((id) => definitionRow(id));
  return { ...collection, ids };
}

describe('reading job definitions', () => {
  it('asks for each job by itself when one makes VBR refuse the whole list', async () => {
    const { script, kept, journal, passAfter } = setUp(5);
    script.onRequest = unreadable(['jobs', 'job j3']);
    const report = await passAfter(0);
    expect([...kept.definitions.keys()].sort()).toEqual(['j0', 'j1', 'j2', 'j4']);
    expect(report.of('jobs')).toMatchObject({
      availability: 'available',
      rowsSeen: 4,
      rowsRejected: 1,
      reason:
        'VBR refused the list of jobs, so each was asked for by itself: 1 of 5 could not be read.',
    });
    expect(
      journal.entries.some(({ kind, message }) => kind === 'error' && message.includes('No jobs')),
    ).toBe(true);
  });

  it('asks again only for those that the list did not give before it failed', async () => {
    const { script, passAfter } = setUp(5);
    let pages = 0;
    script.onRequest = (name) => {
      if (name === 'jobs') pages += 1;
      if (pages > 1) unreadable(['jobs'])(name);
    };
    const report = await passAfter(0);
    expect(script.requests.filter((name) => name.startsWith('job '))).toEqual(['job j3', 'job j4']);
    expect(report.of('jobs')).toMatchObject({ rowsSeen: 5, rowsRejected: 0 });
  });

  it('has failed like the list when no job can be read, and stops asking', async () => {
    const { script, ids, passAfter } = setUp(60);
    script.onRequest = unreadable(['jobs', ...ids.map((id) => `job ${id}`)]);
    const report = await passAfter(0);
    expect(report.of('jobs')).toMatchObject({ availability: 'failed' });
    expect(report.of('jobs')?.reason).toContain('No jobs');
    expect(script.requests.filter((name) => name.startsWith('job ')).length).toBeLessThan(30);
  });

  it('does not ask by itself for what is not visible', async () => {
    const { script, passAfter } = setUp(3);
    script.onRequest = unreadable(['jobs'], 'source-forbidden');
    const report = await passAfter(0);
    expect(report.of('jobs')?.availability).toBe('forbidden');
    expect(script.requests.some((name) => name.startsWith('job '))).toBe(false);
  });
});

describe('reading job states', () => {
  it('refuses a server that knows none of the jobs it had, before anything of it is kept', async () => {
    const { script, kept, passAfter } = setUp(3);
    await passAfter(0);
    const before = JSON.stringify([[...kept.jobs], [...kept.definitions], kept.info, kept.clock]);
    script.jobStates = [jobRow('other')];
    script.jobDefinitions = [definitionRow('other')];
    script.info = { ...script.info, name: 'another' };
    const report = await passAfter(1);
    expect(report.endedBy).toMatchObject({ code: 'server-replaced' });
    expect(script.requests).toEqual(['job-states']);
    expect(report.sources.every(({ availability }) => availability === 'failed')).toBe(true);
    expect(JSON.stringify([[...kept.jobs], [...kept.definitions], kept.info, kept.clock])).toBe(
      before,
    );
  });

  it.each([
    ['one job is still there', 3, ['j1', 'other']],
    ['too few jobs were there', 2, ['other']],
    ['the list is empty', 3, []],
  ])('takes it for the same server when %s', async (_what, count, ids) => {
    const { script, passAfter } = setUp(count);
    await passAfter(0);
    script.jobStates = ids.map((id) => jobRow(id));
    expect((await passAfter(1)).endedBy).toBeNull();
  });

  it('cannot tell by a list with a row that could not be read', async () => {
    const { script, store, passAfter } = setUp(3);
    await passAfter(0);
    script.jobStates = [jobRow('other')];
    script.rejected.set('job-states', [{ id: 'j1', reason: 'no name' }]);
    expect((await passAfter(1)).endedBy).toBeNull();
    expect(await store.listedJobs(1)).toEqual(['j0', 'j1', 'j2', 'other']);
  });
});
