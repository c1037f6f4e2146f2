import { assessRisks } from '../analysers/risk/assess-risks.ts';
import { riskSettings } from '../analysers/risk/settings.ts';
import { type BusinessTier, tierSettings } from '../domain/business-tier-settings.ts';
import type { Risk, RiskCategory } from '../domain/risk.ts';
import type { ReadRequest } from './risk-request.ts';

/**
 * That the data stands still is found when somebody asks, for no pass may have run since: a server whose data is not fresh has this
 * risk before all others. The whole server is at stake, so its tier is the highest.
 */
export async function staleRisks(
  { context, servers }: Pick<ReadRequest, 'context' | 'servers'>,
  category: RiskCategory | null,
  tier: BusinessTier | null,
): Promise<readonly Risk[]> {
  const isWanted =
    (category ?? 'data-quality') === 'data-quality' && (tier ?? 'CRITICAL') === 'CRITICAL';
  if (!isWanted) return [];
  const old = servers.filter(({ sight }) => sight.freshness.state !== 'fresh');
  const found = old.map(async ({ sight }) => {
    const sources = await context.answers.sourceStates(sight.id);
    const { risks } = assessRisks({
      server: { id: sight.id, name: sight.entry },
      ...{ asOf: context.asOf, sources, features: {}, inventory: null },
      settings: riskSettings.parse({}),
      tiers: tierSettings.parse({ defaultTier: 'CRITICAL' }),
      ...{ jobs: [], workloads: [], storage: [], efficiency: [], groups: [], placements: [] },
      unjudged: [],
      ...{ repositories: [], scaleOuts: [], proxies: [], managedServers: [] },
      agentComputers: [],
      ...{ malwareObjects: [], malwareEvents: [], bestPractices: [], facts: {} },
    });
    return risks.filter(({ kind }) => kind === 'data-stale');
  });
  return (await Promise.all(found)).flat();
}
