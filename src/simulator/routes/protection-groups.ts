import {
  entitiesOf,
  groupsOf,
  type SimulatedEntity,
  type SimulatedGroup,
} from '../estate/discovered-entities.ts';
import type { Estate } from '../estate/estate.ts';
import { type Answer, notFound } from '../server/answer.ts';
import { pageOf } from '../server/page.ts';
import { choiceOf, flagOf, nameMatcher, textOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { type RowTest, whenGiven } from '../server/row-test.ts';
import { inOrder } from './order.ts';
import type { Route } from './route.ts';

const path = '/api/v1/agents/protectionGroups';

export const protectionGroupRoutes: readonly Route[] = [
  { pattern: path, source: 'protection-groups', answer: groups },
  { pattern: `${path}/{id}/discoveredEntities`, source: 'agent-computers', answer: ofGroup },
  {
    pattern: '/api/v1/agents/discoveredEntities',
    source: 'agent-computers',
    since: '1.3-rev2',
    answer: (context) => listed(context, entitiesOf(context.estate)),
  },
];

function groups(context: RequestContext): Answer {
  const { estate, query, revision } = context;
  const column = choiceOf(query, 'orderColumn', ['Name', 'Description', 'Type'] as const) ?? 'Name';
  const keys = {
    Name: ({ name }: SimulatedGroup) => name,
    Description: () => '',
    Type: ({ type }: SimulatedGroup) => type,
  };
  const matches = nameMatcher(textOf(query, 'nameFilter') ?? '*');
  const rows = groupsOf(estate).filter(({ name }) => matches(name));
  return pageOf(
    context,
    inOrder(rows, keys[column], flagOf(query, 'orderAsc') ?? true),
    ({ isDisabled, ...group }) => ({
      ...{ ...group, description: '' },
      // The newest revision leaves it out where the group is enabled, as its own example does.
      ...(isDisabled || revision !== '1.3-rev2' ? { isDisabled } : {}),
    }),
  );
}

function ofGroup(context: RequestContext, id: string): Answer {
  const { estate } = context;
  if (!groupsOf(estate).some((group) => group.id === id)) return notFound('Protection group', id);
  return listed(
    context,
    entitiesOf(estate).filter(({ group }) => group.id === id),
  );
}

const orderColumns = ['Name', 'State', 'AgentStatus', 'DriverStatus', 'OperatingSystem'] as const;
const states = ['Unknown', 'Online', 'Offline'] as const;
const agentStatuses = [
  'Installed',
  'NotInstalled',
  'UpgradeRequired',
  'Failed',
  'UnsupportedOperatingSystem',
  'Unknown',
  'NotInitialized',
] as const;

function listed(context: RequestContext, entities: readonly SimulatedEntity[]): Answer {
  const { estate, query, revision } = context;
  const column = choiceOf(query, 'orderColumn', orderColumns) ?? 'Name';
  const keys = {
    Name: ({ name }: SimulatedEntity) => name,
    State: ({ state }: SimulatedEntity) => state,
    AgentStatus: agentStatusOf,
    DriverStatus: () => '',
    OperatingSystem: operatingSystemOf,
  };
  const tests = testsOf(query);
  const rows = entities.filter((row) => tests.every((test) => test(row)));
  const ordered = inOrder(rows, keys[column], flagOf(query, 'orderAsc') ?? true);
  return pageOf(context, ordered, (row) => entityRow(estate, row, revision !== '1.3-rev0'));
}

function testsOf(query: URLSearchParams): RowTest<SimulatedEntity>[] {
  return [
    ...whenGiven(textOf(query, 'nameFilter'), (pattern) => {
      const matches = nameMatcher(pattern);
      return ({ name }: SimulatedEntity) => matches(name);
    }),
    ...whenGiven(choiceOf(query, 'stateFilter', states), (wanted) => {
      return ({ type, state }: SimulatedEntity) => type === 'Computer' && state === wanted;
    }),
    ...whenGiven(choiceOf(query, 'agentStatusFilter', agentStatuses), (wanted) => {
      return (row: SimulatedEntity) => row.type === 'Computer' && agentStatusOf(row) === wanted;
    }),
  ];
}

function agentStatusOf({ hasAgent }: SimulatedEntity): 'Installed' | 'NotInstalled' {
  return hasAgent ? 'Installed' : 'NotInstalled';
}

function operatingSystemOf({ isLinux }: SimulatedEntity): string {
  return isLinux ? 'Linux' : 'WindowsServer2022';
}

function entityRow(estate: Estate, entity: SimulatedEntity, tellsTrust: boolean) {
  const { id, name, type, parentId, group } = entity;
  const base = { type, id, name, parentId, protectionGroupId: group.id };
  if (type === 'Cluster') return base;
  if (type === 'ActiveDirectory') return { ...base, ...directoryPart(estate, name) };
  const agentStatus = agentStatusOf(entity);
  return {
    ...{ state: entity.state, agentStatus, driverStatus: 'NotInstalled' },
    ...{ operatingSystem: operatingSystemOf(entity), operatingSystemPlatform: 'X64' },
    ...(entity.hasAgent ? { agentVersion: '13.0.1.180', rebootRequired: false } : {}),
    ipAddresses: ['192.0.2.10'],
    ...lastConnected(estate, entity),
    ...{ objectId: entity.objectId, plugins: [] },
    ...(tellsTrust ? { isTrusted: true } : {}),
    ...base,
  };
}

/** Written by the server's own clock, without an offset. */
function lastConnected({ clock }: Estate, { lastConnectedMs }: SimulatedEntity) {
  return lastConnectedMs === null ? {} : { lastConnected: clock.withoutOffset(lastConnectedMs) };
}

function directoryPart({ identifiers }: Estate, name: string) {
  const domainId = identifiers.of('other', 690_000);
  const distinguishedName = 'DC=estate,DC=example';
  return {
    domain: { id: domainId, name, serverName: `dc1.${name}`, port: 389, credentialsId: domainId },
    entity: { id: domainId, fullName: name, domainId, distinguishedName, type: 'Domain' },
  };
}
