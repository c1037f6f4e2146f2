import { entitiesOf, type SimulatedEntity } from '../estate/discovered-entities.ts';
import type { Estate } from '../estate/estate.ts';
import type { VisibleKind, VisibleRow } from './visible-rows.ts';

/** What protection groups discovered, by what is true of it. */
export interface AgentComputersTruth {
  readonly computers: number;
  /** By the names they were discovered under. */
  readonly neverBackedUp: readonly string[];
  /** In no backup, and nobody can say that they should be. */
  readonly notJudged: readonly string[];
}

/** Tells what was planted among the computers that protection groups discovered. */
export function agentComputersTruth(estate: Estate): AgentComputersTruth {
  const entities = entitiesOf(estate);
  const named = (wanted: string) => [
    ...new Set(entities.filter(({ why }) => why === wanted).map(({ name }) => name)),
  ];
  return {
    computers: entities.filter(({ type }) => type === 'Computer').length,
    neverBackedUp: named('never-backed-up'),
    notJudged: named('not-judged'),
  };
}

/** What the groups discovered, as a reader keeps it. */
export const visibleAgentComputers: VisibleKind = {
  name: 'agent_computer',
  key: ['id'],
  rows: (estate, build) =>
    entitiesOf(estate).map((entity): VisibleRow => {
      const { group, name, type, parentId } = entity;
      return {
        id: `${group.id}/${entity.id}`,
        ...{ name, type, parentId },
        protectionGroupId: group.id,
        protectionGroupName: group.name,
        // The newest revision leaves it out where the group is enabled.
        isGroupDisabled: group.isDisabled || build !== '1.3-rev2' ? group.isDisabled : null,
        ...(type === 'Computer' ? computerTold(entity) : noComputer),
      };
    }),
};

const noComputer = {
  ...{ objectId: null, state: null, agentStatus: null },
  ...{ lastConnectedAt: null, operatingSystem: null },
};

function computerTold(entity: SimulatedEntity) {
  const { state, lastConnectedMs } = entity;
  const isAway = state !== 'Online' && lastConnectedMs !== null;
  return {
    objectId: entity.objectId,
    state,
    agentStatus: entity.hasAgent ? 'Installed' : 'NotInstalled',
    lastConnectedAt: isAway ? new Date(lastConnectedMs).toISOString() : null,
    operatingSystem: entity.isLinux ? 'Linux' : 'WindowsServer2022',
  };
}
