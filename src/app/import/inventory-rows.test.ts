import { expect, it } from 'vitest';
import { inventoryRow } from './inventory-rows.ts';

const north = { id: 1, names: ['north', 'north.example'] };
const south = { id: 2, names: ['south'] };
const read = (text: string, servers = [north]) => inventoryRow({ line: 7, text }, servers);

it('takes a name alone, or with its platform and the server that should back it up', () => {
  expect(read(' sql01 ')).toEqual({ machine: { vbrServerId: 1, name: 'sql01', platform: null } });
  expect(read('sql01,VMware,South', [north, south])).toEqual({
    machine: { vbrServerId: 2, name: 'sql01', platform: 'VMware' },
  });
});

it('takes a quoted name with a comma in it as it is', () => {
  expect(read('"dc 1, old",HyperV')).toMatchObject({ machine: { name: 'dc 1, old' } });
});

it.each([
  ['no name', ' ,VMware', /^line 7: no machine is named/],
  ['an open quotation mark', '"sql01', /^line 7: a quotation mark is not closed/],
  ['a name beyond all measure', 'x'.repeat(501), /^line 7: the name is too long/],
  ['a server that nobody knows', 'sql01,,East', /^line 7: no server is known as "East"/],
])('says what is wrong with %s', (_, text, problem) => {
  const found = read(text);
  expect('problem' in found ? found.problem : '').toMatch(problem);
});

it('asks for the server where there are several', () => {
  const found = read('sql01', [north, south]);
  expect('problem' in found ? found.problem : '').toMatch(/name one in column server/);
});
