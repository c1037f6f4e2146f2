import { expect, test } from 'vitest';
import {
  rawDiscoveredComputer,
  rawProtectionGroup,
} from '../../../../test/fixtures/vbr-infrastructure-rows.ts';
import { listsOver, wholeList } from '../../../../test/fixtures/vbr-lists.ts';
import { Fault, isFault } from '../../../domain/errors.ts';
import type { ReadPath } from '../read-path.ts';
import { unsupported } from '../reading/answer.ts';

const groupsPath = '/api/v1/agents/protectionGroups';
const onePath = '/api/v1/agents/discoveredEntities';
const ofGroup = (id: string) => `${groupsPath}/${id}/discoveredEntities`;

const closed = { ...rawProtectionGroup, id: 'group-2', name: 'Closed', isDisabled: true };
const inClosed = { ...rawDiscoveredComputer, id: 'computer-2', protectionGroupId: 'group-2' };
const refuse = (path: string) => () => {
  const text = { happened: `${path} is refused`, means: 'it is not visible', next: 'leave it so' };
  throw new Fault({ code: 'source-forbidden', ...text });
};

test('a computer is read with the name of its group and the local time of its last connection', async () => {
  const { lists } = listsOver({
    [groupsPath]: [rawProtectionGroup],
    [onePath]: [rawDiscoveredComputer, { ...rawDiscoveredComputer, id: 'two', state: 'Online' }],
  });
  const { rows, rejected } = await wholeList(lists.agentComputers(new Map()));
  expect(rejected).toEqual([]);
  expect(rows[0]).toEqual({
    id: 'group-1/computer-1',
    name: 'kiosk1.example.com',
    type: 'Computer',
    parentId: 'group-1',
    protectionGroupId: 'group-1',
    protectionGroupName: 'Kiosks',
    isGroupDisabled: false,
    groupReadAt: null,
    objectId: 'object-9',
    state: 'Offline',
    agentStatus: 'Installed',
    lastConnectedAt: new Date('2025-07-22T17:01:26.588Z'),
    operatingSystem: 'WindowsServer2022',
  });
  // Of one that is online it changes with every reading.
  expect(rows[1]).toMatchObject({ state: 'Online', lastConnectedAt: null });
});

test('the newest revision is asked for one list, and for groups only where one is not known', async () => {
  const answers = {
    [groupsPath]: [rawProtectionGroup, closed],
    [onePath]: [rawDiscoveredComputer, inClosed],
  };
  const readAt = new Date('2026-10-01T00:00:00Z');
  const known = { name: 'Kiosks', isDisabled: false, readAt };
  const pathsFor = async (ids: readonly string[], rows = answers) => {
    const { lists, asked } = listsOver(rows);
    const groups = new Map(ids.map((id) => [id, { ...known, name: id }]));
    const { rows: told } = await wholeList(lists.agentComputers(groups));
    return { paths: asked.map(({ path }) => path), told };
  };
  const steady = await pathsFor(['group-1', 'group-2']);
  expect(steady.paths).toEqual([onePath]);
  expect(steady.told[1]).toMatchObject({ protectionGroupName: 'group-2', groupReadAt: readAt });
  const fresh = await pathsFor(['group-1']);
  expect(fresh.paths).toEqual([onePath, groupsPath]);
  expect(fresh.told).toMatchObject([
    { protectionGroupName: 'Kiosks', isGroupDisabled: false, groupReadAt: null },
    { protectionGroupName: 'Closed', isGroupDisabled: true, groupReadAt: null },
  ]);
  expect((await pathsFor([], { ...answers, [onePath]: [] })).paths).toEqual([onePath]);
});

test('a group that is not named leaves its computers all the same', async () => {
  for (const answers of [{ [groupsPath]: refuse(groupsPath) }, {}, { [groupsPath]: [closed] }]) {
    const { lists } = listsOver({ ...answers, [onePath]: [rawDiscoveredComputer] });
    const { rows, rejected } = await wholeList(lists.agentComputers(new Map()));
    expect(rows).toMatchObject([{ protectionGroupName: null, isGroupDisabled: null }]);
    expect(rejected).toEqual([]);
  }
});

test.each(['1.3-rev0', '1.3-rev1'] as const)('%s is asked group by group', async (revision) => {
  const given = {
    [groupsPath]: [rawProtectionGroup, closed],
    [ofGroup('group-1')]: [rawDiscoveredComputer],
    [ofGroup('group-2')]: [inClosed],
  };
  const { lists, asked } = listsOver(given, { revision });
  const { rows } = await wholeList(lists.agentComputers(new Map()));
  expect(rows.map(({ id, protectionGroupName }) => [id, protectionGroupName])).toEqual([
    ['group-1/computer-1', 'Kiosks'],
    ['group-2/computer-2', 'Closed'],
  ]);
  expect(asked.map(({ path }) => path)).toEqual([
    groupsPath,
    ofGroup('group-1'),
    ofGroup('group-2'),
  ]);
});

test('a refused group hides no other and nothing of it is gone; a vanished one is no failure', async () => {
  const readWith = (second: readonly object[] | (() => never)) =>
    wholeList(
      listsOver(
        {
          [groupsPath]: [rawProtectionGroup, closed],
          [ofGroup('group-1')]: [rawDiscoveredComputer],
          [ofGroup('group-2')]: second,
        },
        { revision: '1.3-rev1' },
      ).lists.agentComputers(new Map()),
    );
  const refused = await readWith(refuse(ofGroup('group-2')));
  expect(refused.rows).toHaveLength(1);
  expect(refused.rejected).toMatchObject([{ id: 'group-2' }]);
  expect(refused.rejected[0]?.reason).toContain('"Closed"');
  const vanished = await readWith(() => {
    throw unsupported(ofGroup('group-2'));
  });
  expect([vanished.rows.length, vanished.rejected]).toEqual([1, []]);
});

test('where no group shows what it discovered, that is forbidden and no empty list', async () => {
  for (const [revision, given] of [
    ['1.3-rev1', { [groupsPath]: [closed], [ofGroup('group-2')]: refuse(ofGroup('group-2')) }],
    ['1.3-rev0', { [groupsPath]: refuse(groupsPath) }],
    ['1.3-rev2', { [onePath]: refuse(onePath), [groupsPath]: [closed] }],
  ] as const) {
    const { lists } = listsOver(given, { revision });
    const outcome = await wholeList(lists.agentComputers(new Map())).catch(
      (error: unknown) => error,
    );
    expect(isFault(outcome, 'source-forbidden'), revision).toBe(true);
  }
});

test('a path that makes recovery media is none that can be asked for', () => {
  // @ts-expect-error Only listed paths can be read.
  const path: ReadPath = `${ofGroup('group-1')}/computer-1/createRecoveryMedia`;
  expect(path).toContain('createRecoveryMedia');
});
