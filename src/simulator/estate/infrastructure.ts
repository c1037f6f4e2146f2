import { chanceFrom, textHash, whole } from './chance.ts';
import type { Estate } from './estate.ts';
import { itemAt } from './item-at.ts';
import { traitsOf } from './storage/shapes.ts';

/** A machine that moves data. */
export interface SimulatedProxy {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly type: 'ViProxy' | 'HvProxy' | 'GeneralPurposeProxy';
  readonly hostId: string;
  readonly hostName: string;
  readonly isDisabled: boolean;
  readonly isOnline: boolean;
  readonly isOutOfDate: boolean;
  readonly maxTasks: number;
}

/** A server of the backup infrastructure. */
export interface SimulatedServer {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly type: 'WindowsHost' | 'LinuxHost' | 'ViHost' | 'HvCluster' | 'HvServer';
  /** Only for hosts of VMware. */
  readonly viType: 'VC' | 'ESXi' | null;
  readonly isAvailable: boolean;
  readonly isOutOfDate: boolean;
}

/** Hosts are numbered by what they serve: repositories first, then proxies, then hypervisors. */
const firstProxyHost = 10_000;
const firstHypervisor = 20_000;
const leastProxies = 6;
const jobsPerProxy = 20;

/** The proxies of an estate. A troubled one has a disabled, an unreachable and an outdated one among them. */
export function proxiesOf({ options, identifiers, jobs }: Estate): SimulatedProxy[] {
  const count = Math.max(leastProxies, Math.ceil(jobs.length / jobsPerProxy));
  const isTroubled = options.scenario !== 'healthy';
  return Array.from({ length: count }, (_, index) => {
    const chance = chanceFrom(options.seed, textHash('proxy'), index);
    return {
      id: identifiers.of('proxy', index),
      name: `proxy${index + 1}.estate.example`,
      description: '',
      type: itemAt(['ViProxy', 'ViProxy', 'HvProxy', 'GeneralPurposeProxy'] as const, index % 4),
      hostId: identifiers.of('host', firstProxyHost + index),
      hostName: `proxy${index + 1}.estate.example`,
      isDisabled: isTroubled && index % 17 === 4,
      isOnline: !(isTroubled && index % 17 === 5),
      isOutOfDate: isTroubled && index % 9 === 3,
      maxTasks: whole(chance, 1, 4) * 2,
    };
  });
}

/** The servers of an estate: those of its repositories and proxies, and the hypervisors it protects. */
export function serversOf(estate: Estate): SimulatedServer[] {
  return [...repositoryServers(estate), ...proxyServers(estate), ...hypervisors(estate)];
}

function repositoryServers({ storage, nowMs }: Estate): SimulatedServer[] {
  const seen = new Set<string>();
  return storage.repositories.flatMap((repository): SimulatedServer[] => {
    const { hostId, hostName, shape, offlineSinceMs, isOutOfDate } = repository;
    const { medium } = traitsOf(shape);
    if (hostId === null || hostName === null || medium === 'appliance' || seen.has(hostId)) {
      return [];
    }
    seen.add(hostId);
    const isAvailable = offlineSinceMs === null || nowMs < offlineSinceMs;
    const type = medium === 'drive' ? 'WindowsHost' : 'LinuxHost';
    return [{ ...plain, id: hostId, name: hostName, type, isAvailable, isOutOfDate }];
  });
}

function proxyServers(estate: Estate): SimulatedServer[] {
  return proxiesOf(estate).map(({ hostId, hostName, isOnline, isOutOfDate, type }) => ({
    ...plain,
    id: hostId,
    name: hostName,
    type: type === 'GeneralPurposeProxy' ? 'LinuxHost' : 'WindowsHost',
    isAvailable: isOnline,
    isOutOfDate,
  }));
}

function hypervisors({ identifiers, jobs }: Estate): SimulatedServer[] {
  const of = (place: number): string => identifiers.of('host', firstHypervisor + place);
  const esx = Array.from({ length: Math.max(2, Math.ceil(jobs.length / 30)) }, (_, place) => ({
    ...plain,
    id: of(10 + place),
    name: `esx${place + 1}.estate.example`,
    type: 'ViHost' as const,
    viType: 'ESXi' as const,
  }));
  return [
    { ...plain, id: of(0), name: 'vcenter.estate.example', type: 'ViHost', viType: 'VC' },
    ...esx,
    { ...plain, id: of(1), name: 'hvcluster.estate.example', type: 'HvCluster' },
    { ...plain, id: of(2), name: 'hv1.estate.example', type: 'HvServer' },
  ];
}

const plain = { description: '', viType: null, isAvailable: true, isOutOfDate: false } as const;
