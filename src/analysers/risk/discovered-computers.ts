import type { AgentComputerFact } from '../../domain/estate-facts.ts';
import { eachMachineOnce, isAddress, machineNames } from '../../domain/machine-names.ts';
import type { SourceState } from '../../domain/source-state.ts';
import type { RiskFacts } from './risk-facts.ts';

/** The computers that protection groups discovered, by what can be said of their backups. */
export interface DiscoveredComputers {
  /** In no backup that this server shows, each machine once. */
  readonly neverBackedUp: readonly AgentComputerFact[];
  /** In no backup either, and nobody says that they should be: how many. */
  readonly leftOut: {
    readonly inDisabledGroups: number;
    readonly awayForLong: number;
    readonly byAddressAlone: number;
  };
}

/** VBR's own groups leave out on demand what has been offline for over thirty days: such a computer is taken for one that is gone. */
const awayDays = 30;
const dayMs = 86_400_000;

/** Without these lists nothing tells a computer that is backed up from one that never was. */
const listsOfBackups = ['backups', 'backup-objects', 'restore-points'] as const;

/** Null where nothing can be said: the computers or what is backed up were never read, or nobody judged what was. */
export function discoveredComputers(facts: RiskFacts): DiscoveredComputers | null {
  if (!canTellOfComputers(facts)) return null;
  const isBackedUp = backedUpBy(facts);
  const strangers = facts.agentComputers.filter(
    (one) => one.type === 'Computer' && !isBackedUp(one),
  );
  const neverBackedUp = eachMachineOnce(
    strangers.filter((one) => leftOutAs(one, facts.asOf) === null),
  );
  // A computer may be in several groups: one that is told is not left out as well.
  const told = machineNames(neverBackedUp.map(({ name }) => name));
  const others = eachMachineOnce(strangers.filter(({ name }) => !told.mayKnow(name)));
  const count = (wanted: LeftOut) =>
    others.filter((one) => leftOutAs(one, facts.asOf) === wanted).length;
  return {
    neverBackedUp,
    leftOut: {
      inDisabledGroups: count('inDisabledGroups'),
      awayForLong: count('awayForLong'),
      byAddressAlone: count('byAddressAlone'),
    },
  };
}

/**
 * Whether of the discovered computers those that are in no backup can be told: they were read once, no list of backups was always
 * hidden, and what these lists hold was judged. What was read once and is hidden or lost since makes it less sure, not untold.
 */
export function canTellOfComputers(
  facts: Pick<RiskFacts, 'agentComputers' | 'features' | 'sources' | 'workloads'>,
): boolean {
  const stateOf = (name: string) => facts.sources.find(({ source }) => source === name);
  const areRead = facts.agentComputers.length > 0 || wasRead(stateOf('agent-computers'));
  const isBlind = listsOfBackups.some((name) => {
    const state = stateOf(name);
    return state !== undefined && !wasRead(state);
  });
  // A server without backups has no workloads to judge.
  const objects = stateOf('backup-objects');
  const hasNone = objects?.availability === 'available' && objects.rowsSeen === 0;
  const isJudged = facts.features.protection !== undefined || facts.workloads.length > 0;
  return areRead && !isBlind && (isJudged || hasNone);
}

function wasRead(state: SourceState | undefined): boolean {
  return state?.availability === 'available' || (state?.lastAvailableAt ?? null) !== null;
}

/** By its name or one like it, whatever backs that up, by the object its backups are kept under, or as a node of such a cluster. */
function backedUpBy(facts: RiskFacts): (computer: AgentComputerFact) => boolean {
  const unjudged = facts.unjudged.filter(
    ({ feature, kind }) => feature === 'protection' && kind === 'workload',
  );
  const known = machineNames([...facts.workloads, ...unjudged].map(({ name }) => name));
  const isKnown = ({ name, hasBackups }: AgentComputerFact) => hasBackups || known.mayKnow(name);
  const clusters = new Map(
    facts.agentComputers.filter(({ type }) => type === 'Cluster').map((one) => [one.id, one]),
  );
  return (computer) => {
    const cluster = clusters.get(`${computer.protectionGroupId}/${computer.parentId}`);
    return isKnown(computer) || (cluster !== undefined && isKnown(cluster));
  };
}

type LeftOut = keyof DiscoveredComputers['leftOut'];

/** What VBR does not tell leaves nothing out. */
function leftOutAs(computer: AgentComputerFact, asOf: Date): LeftOut | null {
  const { name, isGroupDisabled, state, lastConnectedAt } = computer;
  if (isGroupDisabled === true) return 'inDisabledGroups';
  const awayMs = lastConnectedAt === null ? 0 : asOf.getTime() - lastConnectedAt.getTime();
  if (state === 'Offline' && awayMs > awayDays * dayMs) return 'awayForLong';
  return isAddress(name) ? 'byAddressAlone' : null;
}
