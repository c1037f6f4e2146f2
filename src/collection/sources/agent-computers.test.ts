import { expect, test } from 'vitest';
import { scriptedCollection } from '../../../test/fixtures/in-memory-collection.ts';
import { hoursAgo } from '../../../test/fixtures/in-memory-rows.ts';
import type { AgentComputer, KnownGroup } from '../../domain/agent-computer.ts';
import { Fault } from '../../domain/errors.ts';

const group = { protectionGroupId: 'g', protectionGroupName: 'Kiosks', isGroupDisabled: false };
const computer: AgentComputer = {
  ...{ id: 'g/one', name: 'kiosk1', type: 'Computer', parentId: 'g', ...group },
  ...{ groupReadAt: null, objectId: null, state: 'Online', agentStatus: null },
  ...{ lastConnectedAt: null, operatingSystem: null },
};
const keptOf = (kept: ReturnType<typeof scriptedCollection>['kept'], id: string) =>
  kept.listed.get(`agent-computers ${id}`);

function list(script: ReturnType<typeof scriptedCollection>['script'], rows: AgentComputer[]) {
  script.lists = { ...script.lists, 'agent-computers': rows };
}

test('only a whole list tells which computers are gone', async () => {
  const { script, kept, passAfter } = scriptedCollection();
  list(script, [computer, { ...computer, id: 'g/two', name: 'kiosk2' }]);
  const first = await passAfter(0);
  expect(first.counts).toMatchObject({ 'agent-computers-new': 2 });
  list(script, [computer]);
  script.rejected.set('agent-computers', [{ id: 'g2', reason: 'its group is not shown' }]);
  const partly = await passAfter(1);
  expect(partly.of('agent-computers')).toMatchObject({
    availability: 'available',
    rowsRejected: 1,
  });
  expect(keptOf(kept, 'g/two')).toMatchObject({ isListed: true });
  script.rejected.clear();
  await passAfter(2);
  expect(keptOf(kept, 'g/two')).toMatchObject({ isListed: false });
  expect(keptOf(kept, 'g/one')).toMatchObject({ isListed: true });
});

test('what the role does not show is forbidden, and what was kept stays listed', async () => {
  const { script, kept, passAfter } = scriptedCollection();
  list(script, [computer]);
  await passAfter(0);
  script.onRequest = (name) => {
    const text = { happened: 'refused', means: 'not visible', next: 'leave it so' };
    if (name === 'agent-computers') throw new Fault({ code: 'source-forbidden', ...text });
  };
  const report = await passAfter(1);
  expect(report.of('agent-computers')).toMatchObject({
    availability: 'forbidden',
    reason: 'not visible with this role',
  });
  expect(keptOf(kept, 'g/one')).toMatchObject({ isListed: true });
});

test('groups that were read within the day are handed on, and read again after it', async () => {
  const { script, kept, passAfter } = scriptedCollection();
  const handedOn: ReadonlyMap<string, KnownGroup>[] = [];
  list(script, [computer]);
  script.onGroups = (known) => {
    handedOn.push(known);
    const groupReadAt = known.get('g')?.readAt ?? null;
    list(script, [{ ...computer, groupReadAt }]);
  };
  for (const hours of [0, 6, 19, 24, 30]) await passAfter(hours);
  expect(handedOn.map((known) => known.get('g')?.readAt ?? null)).toEqual([
    null,
    hoursAgo(0),
    hoursAgo(0),
    null,
    hoursAgo(-24),
  ]);
  expect(handedOn[1]?.get('g')).toMatchObject({ name: 'Kiosks', isDisabled: false });
  expect(keptOf(kept, 'g/one')).toMatchObject({ row: { groupReadAt: hoursAgo(-24) } });
});

test('a group that nobody named was not read', async () => {
  const { script, kept, passAfter } = scriptedCollection();
  list(script, [{ ...computer, protectionGroupName: null }]);
  await passAfter(0);
  expect(keptOf(kept, 'g/one')).toMatchObject({ row: { groupReadAt: null } });
});
