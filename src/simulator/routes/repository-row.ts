import type { Revision } from '../../domain/vbr-server.ts';
import { repositoryTypeIn } from '../estate/names-by-revision.ts';
import { traitsOf } from '../estate/storage/shapes.ts';
import type { SimulatedRepository } from '../estate/storage/simulated-repository.ts';

/** A repository's definition as the revision shows it: each medium tells its limits in another place. */
export function repositoryRow(repository: SimulatedRepository, revision: Revision) {
  const base = {
    type: repositoryTypeIn(repository.type, revision),
    id: repository.id,
    name: repository.name,
    description: repository.description,
    uniqueId: repository.id.replaceAll('-', '').toUpperCase(),
  };
  switch (traitsOf(repository.shape).medium) {
    case 'bucket':
      return { ...base, ...objectLimit(repository), bucket: bucketOf(repository) };
    case 'container':
      return { ...base, ...objectLimit(repository), container: containerOf(repository) };
    case 'appliance':
      // Before rev2 there is no model of these: the bare base comes.
      return revision === '1.3-rev2' ? { ...base, ...applianceOf(repository) } : base;
    case 'smb':
    case 'nfs':
      return { ...base, share: { sharePath: repository.path }, repository: taskLimit(repository) };
    default:
      return { ...base, hostId: repository.hostId, repository: volumeOf(repository) };
  }
}

function volumeOf(repository: SimulatedRepository) {
  const { path, shape, immutability } = repository;
  return {
    path,
    ...taskLimit(repository),
    ...(shape === 'hardened' || shape === 'extent'
      ? {
          useFastCloningOnXFSVolumes: true,
          makeRecentBackupsImmutableDays: immutability?.days ?? 0,
        }
      : {}),
  };
}

function taskLimit({ maxTasks }: SimulatedRepository) {
  return {
    taskLimitEnabled: maxTasks !== null,
    maxTaskCount: maxTasks ?? 4,
    readWriteLimitEnabled: false,
    readWriteRate: 0,
  };
}

function applianceOf({ hostId, path, shape, maxTasks, immutability }: SimulatedRepository) {
  // These two are reached by a name of their own, which says nothing here.
  const isNamed = shape === 'data-domain' || shape === 'store-once';
  const lock =
    immutability === null
      ? {}
      : { immutability: { isEnabled: immutability.isEnabled, daysCount: immutability.days } };
  return {
    ...(isNamed ? {} : { hostId }),
    repository: {
      path,
      ...lock,
      enableTaskLimit: maxTasks !== null,
      maxTaskCount: maxTasks ?? 4,
      enableReadWriteLimit: false,
      readWriteRate: 0,
    },
  };
}

function objectLimit({ maxTasks, extentType }: SimulatedRepository) {
  if (extentType === 'Archive') return {};
  return { taskLimitEnabled: maxTasks !== null, maxTaskCount: maxTasks ?? 4 };
}

function bucketOf(repository: SimulatedRepository) {
  const [bucketName = '', folderName = ''] = repository.path.split('/');
  const { immutability, extentType } = repository;
  if (extentType === 'Archive') {
    return { bucketName, folderName, immutabilityEnabled: immutability?.isEnabled ?? false };
  }
  return { bucketName, folderName, ...protectionOf(repository) };
}

function containerOf(repository: SimulatedRepository) {
  const [containerName = '', folderName = ''] = repository.path.split('/');
  return { containerName, folderName, ...protectionOf(repository) };
}

function protectionOf({ immutability, consumptionLimitTb }: SimulatedRepository) {
  return {
    storageConsumptionLimit: {
      isEnabled: consumptionLimitTb !== null,
      ...(consumptionLimitTb === null
        ? {}
        : { consumptionLimitCount: consumptionLimitTb, consumptionLimitKind: 'TB' }),
    },
    immutability: {
      isEnabled: immutability?.isEnabled ?? false,
      daysCount: immutability?.days ?? 30,
      immutabilityMode: immutability?.mode ?? 'RepositorySettings',
    },
  };
}
