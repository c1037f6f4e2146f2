import { expect, it } from 'vitest';
import { sureBackupRow } from './surebackup-rows.ts';

const now = new Date('2026-11-22T06:00:00Z');
const north = { id: 1, names: ['north'] };
const south = { id: 2, names: ['south'] };
const read = (row: unknown, servers = [north]) =>
  sureBackupRow(7, typeof row === 'string' ? row : JSON.stringify(row), servers, now);
const good = { workload: ' sql01 ', testedAt: '2026-11-22T03:10:00+01:00', boot: 'passed' };

it('takes what was not tested as skipped, and the instant with its offset', () => {
  expect(read(good)).toEqual({
    vbrServerId: 1,
    result: {
      ...{ workload: 'sql01', testedAt: new Date('2026-11-22T02:10:00Z'), job: null },
      ...{ boot: 'passed', ping: 'skipped', script: 'skipped', contentScan: 'skipped' },
    },
  });
});

it('belongs to the server that it names, whatever the case', () => {
  expect(read({ ...good, server: 'South' }, [north, south])).toMatchObject({ vbrServerId: 2 });
});

it.each([
  ['no JSON', '{', /^line 7: /],
  ['no workload', { ...good, workload: ' ' }, /^line 7: workload/],
  ['an instant without offset', { ...good, testedAt: '2026-11-22T03:10:00' }, /^line 7: testedAt/],
  ['the future', { ...good, testedAt: '2026-11-22T06:00:01Z' }, /lies in the future/],
  ['a word that is none', { ...good, boot: 'ok' }, /^line 7: boot/],
  ['nothing tested', { ...good, boot: 'skipped' }, /every test was skipped/],
  ['a field nobody knows', { ...good, pong: 'passed' }, /pong/],
  ['a server nobody knows', { ...good, server: 'west' }, /no VBR server is known as "west"/],
])('names the line of %s', (_, row, problem) => {
  expect(read(row)).toMatchObject({ problem: expect.stringMatching(problem) });
});

it('asks for the server where several are read', () => {
  expect(read(good, [north, south])).toMatchObject({
    problem: expect.stringMatching(/several VBR servers/),
  });
});
