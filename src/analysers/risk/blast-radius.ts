import { businessTiers } from '../../domain/business-tier-settings.ts';
import type { Placement } from '../../domain/estate-facts.ts';
import type { BlastRadius } from '../../domain/risk-posture.ts';
import type { EstateIndex } from './estate-index.ts';
import type { WorkloadFact } from './risk-facts.ts';

const namesKept = 10;
const hourMs = 3_600_000;

interface Lost {
  readonly kind: BlastRadius['kind'];
  readonly id: string;
  readonly name: string;
  readonly repositoryIds: ReadonlySet<string>;
}

/** The blast radius of each repository, scale-out repository, host of repositories and proxy, and of the VBR server. */
export function blastRadii(index: EstateIndex): BlastRadius[] {
  const placements = Map.groupBy(index.facts.placements, ({ workloadId }) => workloadId);
  const withBackups = [...repositories(index), ...hosts(index)].map((lost) =>
    radius(index, placements, lost),
  );
  return [...withBackups, ...proxies(index), server(index)];
}

function repositories({ facts }: EstateIndex): Lost[] {
  // Some servers list a scale-out repository among the repositories, too.
  const scaleOuts = new Set(facts.scaleOuts.flatMap(({ id, performance }) => [id, ...performance]));
  const alone = facts.repositories
    .filter(({ id }) => !scaleOuts.has(id))
    .map(({ id, name }) => lostOne('repository', id, name, [id]));
  return [
    ...alone,
    ...facts.scaleOuts.map(({ id, name }) => lostOne('repository', id, name, [id])),
  ];
}

/** A host takes every repository on it along, and a scale-out repository with the extent: VBR shows no extent of a point. */
function hosts({ facts }: EstateIndex): Lost[] {
  const onHost = facts.repositories.filter(({ hostId }) => hostId !== null);
  return [...Map.groupBy(onHost, ({ hostId }) => hostId ?? '')].map(([id, those]) => {
    const ids = those.flatMap((one) => [one.id, one.scaleOutRepositoryId ?? one.id]);
    return lostOne('host', id, those[0]?.hostName ?? id, ids);
  });
}

function lostOne(
  kind: Lost['kind'],
  id: string,
  name: string,
  repositoryIds: readonly string[],
): Lost {
  return { kind, id, name, repositoryIds: new Set(repositoryIds) };
}

function radius(
  index: EstateIndex,
  placements: ReadonlyMap<string, readonly Placement[]>,
  { kind, id, name, repositoryIds }: Lost,
): BlastRadius {
  const isThere = ({ repositoryId }: Placement) =>
    repositoryId !== null && repositoryIds.has(repositoryId);
  const held = new Set([...repositoryIds].flatMap((each) => index.workloadsIn.get(each) ?? []));
  const place = (workload: WorkloadFact) => index.placeOf.get(workload) ?? 0;
  const inOrder = [...held].sort((one, other) => place(one) - place(other));
  const hit = inOrder.flatMap((workload) => {
    const own = placements.get(workload.id) ?? [];
    const there = newestOf(own.filter(isThere));
    if (there === null) return [];
    return [{ workload, there, elsewhere: newestOf(own.filter((one) => !isThere(one))) }];
  });
  const gaps = hit.flatMap(({ there, elsewhere }) =>
    elsewhere === null ? [] : [(there.getTime() - elsewhere.getTime()) / hourMs],
  );
  const gone = hit.filter(({ elsewhere }) => elsewhere === null).map(({ workload }) => workload);
  const ranked = businessTiers.flatMap((wanted) => gone.filter(({ tier }) => tier.tier === wanted));
  return {
    ...{ kind, id, name },
    workloads: hit.length,
    losesNewest: gone.length + gaps.filter((gap) => gap > 0).length,
    losesAll: gone.length,
    worstGapHours: gaps.length === 0 ? null : gaps.reduce((one, other) => Math.max(one, other), 0),
    byTier: tiersOf(gone),
    names: ranked.slice(0, namesKept).map((workload) => workload.name),
    says: 'the workloads themselves live on: what is lost is the way back',
  };
}

function newestOf(placements: readonly Placement[]): Date | null {
  return placements.reduce<Date | null>(
    (newest, { newestAt }) => (newest === null || newestAt > newest ? newestAt : newest),
    null,
  );
}

function tiersOf(workloads: readonly WorkloadFact[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { tier } of workloads) counts[tier.tier] = (counts[tier.tier] ?? 0) + 1;
  return counts;
}

function proxies({ facts }: EstateIndex): BlastRadius[] {
  const able = facts.proxies.filter(
    ({ isDisabled, isOnline }) => isDisabled !== true && isOnline !== false,
  );
  return facts.proxies.map((proxy) => {
    const others = able.filter(({ id, type }) => id !== proxy.id && type === proxy.type).length;
    const says =
      others === 0
        ? `no other ${proxy.type} is able to work: backups through it stop, no restore point is lost`
        : `no restore point is lost; ${others} of its type remain, with less room for tasks`;
    return { kind: 'proxy', id: proxy.id, name: proxy.name, says, ...nothingLost };
  });
}

function server({ facts }: EstateIndex): BlastRadius {
  const backup = facts.facts['configuration-backup']?.value ?? null;
  const at = backup?.lastSuccessfulAt?.toISOString().slice(0, 10);
  const known =
    backup === null ? 'whose state is not visible' : `whose last success is ${at ?? 'none'}`;
  const says = `no restore point in a repository is lost, but all control over them: a new server needs the configuration backup, ${known}`;
  const { id, name } = facts.server;
  return { kind: 'server', id: String(id), name, says, ...nothingLost };
}

const nothingLost = {
  workloads: 0,
  losesNewest: 0,
  losesAll: 0,
  worstGapHours: null,
  byTier: {},
  names: [],
};
