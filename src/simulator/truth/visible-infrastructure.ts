import type { Revision } from '../../domain/vbr-server.ts';
import { proxiesOf, serversOf } from '../estate/infrastructure.ts';
import { repositoryTypeIn } from '../estate/names-by-revision.ts';
import { traitsOf } from '../estate/storage/shapes.ts';
import type { SimulatedRepository } from '../estate/storage/simulated-repository.ts';
import { usageAt } from '../estate/storage/usage.ts';
import { extentsOf } from './scale-out-truth.ts';
import type { VisibleKind, VisibleRow } from './visible-rows.ts';

/** Repositories and extents, with what their states and their definitions tell together. */
export const visibleRepositories: VisibleKind = {
  name: 'repository',
  key: ['id'],
  rows: ({ storage, nowMs }, build) =>
    storage.repositories.map((repository): VisibleRow => {
      const usage = usageAt(repository, nowMs);
      return {
        id: repository.id,
        name: repository.name,
        type: repositoryTypeIn(repository.type, build),
        description: repository.description,
        hostId: repository.hostId,
        hostName: repository.hostName,
        path: repository.path,
        capacityGib: usage.capacityGib,
        freeGib: usage.freeGib,
        reportedUsedGib: usage.reportedUsedGib,
        isOnline: usage.isOnline,
        isOutOfDate: repository.isOutOfDate,
        scaleOutRepositoryId: repository.scaleOut?.id ?? null,
        extentType: repository.extentType,
        ...limitsTold(repository, build),
      };
    }),
};

// Before rev2 the definition of an appliance is its bare base.
function limitsTold(repository: SimulatedRepository, build: Revision) {
  const isTold = traitsOf(repository.shape).medium !== 'appliance' || build === '1.3-rev2';
  const immutability = isTold ? repository.immutability : null;
  const isOn = immutability?.isEnabled === true;
  const { consumptionLimitTb } = repository;
  return {
    immutabilityIsEnabled: immutability?.isEnabled ?? null,
    immutabilityDays: isOn ? immutability.days : null,
    immutabilityMode: isOn ? immutability.mode : null,
    maxTasks: isTold ? repository.maxTasks : null,
    consumptionLimitGib: consumptionLimitTb === null ? null : consumptionLimitTb * 1024,
  };
}

/** Scale-out repositories with the extents of their tiers. */
export const visibleScaleOuts: VisibleKind = {
  name: 'scale_out_repository',
  key: ['id'],
  rows: ({ storage }) =>
    storage.scaleOuts.map((scaleOut): VisibleRow => {
      const { performance, capacity, archive } = extentsOf(storage, scaleOut);
      const hasCapacity = capacity.length > 0;
      return {
        id: scaleOut.id,
        name: scaleOut.name,
        description: '',
        performanceExtents: performance.map(({ id, extentStatus }) => ({
          repositoryId: id,
          statuses: [extentStatus],
        })),
        capacityTier: {
          isEnabled: hasCapacity,
          repositoryIds: capacity.map(({ id }) => id),
          copiesAtOnce: hasCapacity ? scaleOut.copiesAtOnce : null,
          movesOld: hasCapacity ? scaleOut.movesOld : null,
          moveAfterDays: hasCapacity ? scaleOut.moveAfterDays : null,
        },
        archiveTier: {
          isEnabled: archive !== null,
          repositoryId: archive?.id ?? null,
          archiveAfterDays: archive === null ? null : scaleOut.archiveAfterDays,
        },
      };
    }),
};

/** Proxies with the task limits of their definitions. */
export const visibleProxies: VisibleKind = {
  name: 'proxy',
  key: ['id'],
  rows: (estate) =>
    proxiesOf(estate).map(({ description: _, ...proxy }): VisibleRow => ({ ...proxy })),
};

/** Servers without the hosts nested in a vCenter, which are listed only when asked for. */
export const visibleServers: VisibleKind = {
  name: 'managed_server',
  key: ['id'],
  rows: (estate) =>
    serversOf(estate)
      .filter(({ viType }) => viType !== 'ESXi')
      .map(({ id, name, type, isAvailable }): VisibleRow => {
        return { id, name, type, status: isAvailable ? 'Available' : 'Unavailable' };
      }),
};
