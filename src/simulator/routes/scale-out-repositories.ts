import type { Revision } from '../../domain/vbr-server.ts';
import type { Estate } from '../estate/estate.ts';
import type { SimulatedScaleOut } from '../estate/storage/simulated-repository.ts';
import { type Answer, jsonAnswer, notFound } from '../server/answer.ts';
import { pageOf } from '../server/page.ts';
import { choiceOf, flagOf, nameMatcher, textOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { inOrder } from './order.ts';
import type { Route } from './route.ts';

const path = '/api/v1/backupInfrastructure/scaleOutRepositories';

export const scaleOutRoutes: readonly Route[] = [
  { pattern: path, source: 'scale-out-repositories', answer: list },
  { pattern: `${path}/{id}`, source: 'scale-out-repositories', answer: one },
];

const orderColumns = ['Name', 'Description', 'Type', 'Host', 'Path', 'EncryptionState'] as const;

function list(context: RequestContext): Answer {
  const { estate, query, revision } = context;
  const matches = nameMatcher(textOf(query, 'nameFilter') ?? '*');
  const column = choiceOf(query, 'orderColumn', orderColumns) ?? 'Name';
  const isAscending = flagOf(query, 'orderAsc') ?? true;
  // Of these columns only the name tells one scale-out repository from another.
  const key = ({ name }: SimulatedScaleOut) => (column === 'Name' ? name : '');
  const rows = estate.storage.scaleOuts.filter(({ name }) => matches(name));
  return pageOf(context, inOrder(rows, key, isAscending), (row) =>
    scaleOutRow(estate, row, revision),
  );
}

function one({ estate, revision }: RequestContext, id: string): Answer {
  const index = estate.identifiers.indexOf('scale-out', id);
  const found = estate.storage.scaleOuts.find((scaleOut) => scaleOut.index === index);
  return found === undefined
    ? notFound('Scale-out repository', id)
    : jsonAnswer(scaleOutRow(estate, found, revision));
}

function scaleOutRow({ storage }: Estate, scaleOut: SimulatedScaleOut, revision: Revision) {
  const extents = storage.repositories.filter((one) => one.scaleOut?.id === scaleOut.id);
  const capacity = extents.filter(({ extentType }) => extentType === 'Capacity');
  const archive = extents.find(({ extentType }) => extentType === 'Archive');
  return {
    id: scaleOut.id,
    name: scaleOut.name,
    description: '',
    uniqueId: scaleOut.id.replaceAll('-', '').toUpperCase(),
    performanceTier: {
      performanceExtents: extents
        .filter(({ extentType }) => extentType === 'Performance')
        .map(({ id, name, extentStatus }) => ({ id, name, status: [extentStatus] })),
      advancedSettings: { perVmBackup: true, fullWhenExtentOffline: false },
    },
    placementPolicy: { type: 'DataLocality', settings: [], enforceStrictPlacementPolicy: false },
    capacityTier:
      capacity.length === 0
        ? { isEnabled: false }
        : {
            isEnabled: true,
            extents: capacity.map(({ id }) => ({ id })),
            copyPolicyEnabled: scaleOut.copiesAtOnce,
            movePolicyEnabled: scaleOut.movesOld,
            operationalRestorePeriodDays: scaleOut.moveAfterDays,
          },
    archiveTier:
      archive === undefined
        ? { isEnabled: false }
        : {
            isEnabled: true,
            extentId: archive.id,
            archivePeriodDays: scaleOut.archiveAfterDays,
            ...(revision === '1.3-rev2'
              ? { copyPolicyEnabled: false, movePolicyEnabled: true }
              : {}),
          },
  };
}
