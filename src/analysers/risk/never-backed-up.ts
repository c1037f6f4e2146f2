import { tierOf } from '../../domain/business-tier.ts';
import { businessTiers } from '../../domain/business-tier-settings.ts';
import type { AgentComputerFact } from '../../domain/estate-facts.ts';
import { machineNames } from '../../domain/machine-names.ts';
import { type DiscoveredComputers, discoveredComputers } from './discovered-computers.ts';
import type { EstateIndex } from './estate-index.ts';
import { reachOf } from './formula.ts';
import type { RiskDraft } from './make-risk.ts';
import type { RiskFacts } from './risk-facts.ts';

const mostNamed = 3;
const tellsOfBackups: readonly string[] = ['backups', 'backup-objects', 'restore-points'];
const trustInPart = 0.8;

/** Machines that exist and that no backup knows: what protection groups discovered, and what else an inventory names. */
export function neverBackedUp({ facts }: EstateIndex): RiskDraft[] {
  const discovered = discoveredComputers(facts);
  const agents = discovered?.neverBackedUp ?? [];
  const told = [...facts.workloads, ...agents].map(({ name }) => name);
  const known = machineNames(told);
  // Without an inventory nothing can be said of what no group discovered.
  const strangers = (facts.inventory ?? []).filter((name) => !known.mayKnow(name));
  return [
    ...(discovered === null || agents.length === 0 ? [] : [agentDraft(facts, discovered)]),
    ...(strangers.length === 0 ? [] : [inventoryDraft(facts, strangers)]),
  ];
}

function inventoryDraft(facts: RiskFacts, strangers: readonly string[]): RiskDraft {
  return strangerDraft(facts, strangers, {
    kind: 'never-backed-up',
    title: `${strangers.length} machines of the inventory were never backed up`,
    noun: 'machines',
    why: 'in the imported inventory, in no backup',
    needs: ['inventory', 'restore-points', 'task-sessions'],
    figures: { machines: strangers.length },
    evidence: strangers.slice(0, mostNamed).map((name) => ({
      ...{ kind: 'fact', id: `inventory/${name}`, at: null, says: 'in no backup' },
    })),
  });
}

function agentDraft(
  facts: RiskFacts,
  { neverBackedUp: agents, leftOut }: DiscoveredComputers,
): RiskDraft {
  const ranked = highestTierFirst(facts, agents);
  const names = ranked.map(({ name }) => name);
  const shown = `${names.slice(0, mostNamed).join(', ')}${names.length > mostNamed ? ', …' : ''}`;
  const were = names.length === 1 ? 'agent computer was' : 'agent computers were';
  return strangerDraft(facts, names, {
    kind: 'agent-never-backed-up',
    title: `${names.length} ${were} discovered and never backed up: ${shown}`,
    noun: 'computers',
    why: `discovered by ${groupList(agents)}, in no backup that this server shows`,
    needs: ['agent-computers', 'protection', 'backups', 'backup-objects', 'restore-points'],
    figures: {
      computers: names.length,
      offlineComputers: agents.filter(({ state }) => state === 'Offline').length,
      ...leftOut,
    },
    evidence: ranked.slice(0, mostNamed).map((one) => ({
      kind: 'fact',
      id: `agent-computer/${one.name}`,
      at: one.lastSeenAt,
      says: `discovered by ${groupNamed(one)}, in no backup${stateOf(one)}`,
    })),
  });
}

type Told = Pick<RiskDraft, 'kind' | 'title' | 'needs' | 'figures' | 'evidence'> & {
  readonly noun: string;
  readonly why: string;
};

/** Nobody knows more of such a machine than its name: it decides its tier, and there is nothing to bring it back from. */
function strangerDraft(
  facts: RiskFacts,
  names: readonly string[],
  { noun, why, ...told }: Told,
): RiskDraft {
  const { server, settings, tiers, sources } = facts;
  const unread = sources
    .filter(({ source }) => tellsOfBackups.includes(source))
    .reduce((sum, { rowsRejected }) => sum + rowsRejected, 0);
  const verdicts = names.map((name) => ({ name, ...tierOf(name, tiers) }));
  const tier = businessTiers.find((one) => verdicts.some((verdict) => verdict.tier === one));
  const first = verdicts.find((verdict) => verdict.tier === tier);
  return {
    ...told,
    subject: { kind: 'estate', id: String(server.id), name: server.name },
    shares: {
      loss: { value: 1, reason: why },
      reach: reachOf(names.length, settings.fullReachWorkloads, noun),
      persistence: { value: 1, reason: 'never' },
      fallback: { value: 1, reason: 'nothing to restore from' },
    },
    sample:
      unread === 0
        ? { value: 1, reason: 'each name was compared with every workload' }
        : { value: trustInPart, reason: `${unread} rows that may name them could not be read` },
    jobs: [],
    workloads: [],
    strangers: names,
    tier: {
      tier: tier ?? tiers.defaultTier,
      reason: `highest of ${names.length} ${noun}: "${first?.name}", ${first?.reason}`,
    },
  };
}

function highestTierFirst(
  { tiers }: RiskFacts,
  computers: readonly AgentComputerFact[],
): readonly AgentComputerFact[] {
  const byName = computers.toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
  const byTier = Map.groupBy(byName, ({ name }) => tierOf(name, tiers).tier);
  return businessTiers.flatMap((tier) => byTier.get(tier) ?? []);
}

function groupList(computers: readonly AgentComputerFact[]): string {
  const groups = [...new Set(computers.map(groupNamed))].sort();
  const more = groups.length > mostNamed ? ` and ${groups.length - mostNamed} more` : '';
  return `${groups.slice(0, mostNamed).join(', ')}${more}`;
}

function groupNamed({ protectionGroupName, protectionGroupId }: AgentComputerFact): string {
  return protectionGroupName === null
    ? `the protection group of id ${protectionGroupId}`
    : `protection group "${protectionGroupName}"`;
}

function stateOf({ state }: AgentComputerFact): string {
  return state === 'Offline' ? '; it is offline and may be gone' : '';
}
