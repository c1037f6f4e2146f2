import { assessRisks } from '../../analysers/risk/assess-risks.ts';
import { blastRadii } from '../../analysers/risk/blast-radius.ts';
import { carryOver } from '../../analysers/risk/carry-over.ts';
import { complianceOf, tierCompliance } from '../../analysers/risk/compliance.ts';
import { canTellOfComputers } from '../../analysers/risk/discovered-computers.ts';
import { riskFormula } from '../../analysers/risk/formula.ts';
import type { RiskFacts, Unjudged } from '../../analysers/risk/risk-facts.ts';
import { oneAhead } from '../../collection/one-ahead.ts';
import { tiersBy } from '../../domain/business-tier.ts';
import type { Feature } from '../../domain/finding.ts';
import type { Risk } from '../../domain/risk.ts';
import type { VbrServer } from '../../domain/vbr-server.ts';
import type { BriefFinding, WantedFindings } from '../../ports/risk-sources.ts';
import type { PassContext } from '../pass-request.ts';
import { planFactsOf } from './plan-facts-of.ts';
import {
  efficiencyFactFrom,
  jobFactFrom,
  recoveryFactOf,
  storageFactFrom,
  wantedFindings,
  workloadFactFrom,
} from './risk-facts-of.ts';

type Counts = Record<'risks-open' | 'risks-changed' | 'risks-closed', number>;

/** What of a pass risks are made with. */
type RiskContext = Pick<
  PassContext,
  | 'analysis'
  | 'clock'
  | 'passId'
  | 'planFacts'
  | 'riskKeeper'
  | 'riskSources'
  | 'settings'
  | 'signal'
>;

const dayMs = 86_400_000;
const hourMs = 3_600_000;
/** Risks grow with time alone, so that they are made anew at least so often. */
const freshHours = 6;

/**
 * Turns what every other analysis found, and what is kept beside it, into the risks of a server. Nothing of that changed and the last
 * analysis is recent: nothing is read.
 */
export async function analyseRisk(context: RiskContext, server: VbrServer): Promise<Counts> {
  const { riskKeeper, riskSources, clock, settings, passId, analysis } = context;
  const asOf = clock.now();
  const last = await riskKeeper.lastAnalysis(server.id);
  const inventory = await riskKeeper.inventory(server.id);
  const stored = await riskSources.inputsKey(server.id);
  const judgedBy = JSON.stringify([riskFormula, settings.risk, settings.tiers, inventory]);
  const inputsKey = `${stored} ${judgedBy}`;
  const isRecent = last !== null && asOf.getTime() - last.asOf.getTime() < freshHours * hourMs;
  if (isRecent && last.inputsKey === inputsKey) {
    return { 'risks-open': 0, 'risks-changed': 0, 'risks-closed': 0 };
  }
  const since = new Date(asOf.getTime() - settings.risk.suspicionDays * dayMs);
  // Each waits for the database most of the time.
  const [sources, findings, estate] = await Promise.all([
    analysis.sourceStates(server.id),
    findingFacts(context, server.id),
    riskSources.estateFacts(server.id, since),
  ]);
  const facts: RiskFacts = {
    server: { id: server.id, name: server.info?.name ?? server.entry },
    ...{ asOf, inventory, settings: settings.risk, tiers: settings.tiers },
    ...{ sources, ...findings, ...estate },
  };
  const { risks, rules, index } = assessRisks(facts);
  const { open, closed } = carryOver(await riskKeeper.openRisks(server.id), risks, facts);
  const compliance = complianceOf(facts.workloads, rules);
  const [kept] = await Promise.all([
    riskKeeper.keepAnalysis(server.id, passId, {
      ...{ asOf, inputsKey, open, closed, compliance, formula: riskFormula },
      tiers: tierCompliance(compliance),
      blastRadii: blastRadii(index),
      hasInventory: inventory !== null,
      seesAgentComputers: canTellOfComputers(facts),
      changedPoints: settings.risk.changedPoints,
    }),
    // True of the estate whatever becomes of the analysis.
    keepPlanFacts(context, facts, open),
  ]);
  return {
    'risks-open': open.length,
    'risks-changed': kept.changed,
    'risks-closed': kept.closed,
  };
}

/** Planning sees nothing but the risk database: what its plans are checked against is put there. */
async function keepPlanFacts(
  { planFacts, settings }: RiskContext,
  facts: RiskFacts,
  open: readonly Risk[],
): Promise<void> {
  if (planFacts === undefined) return;
  const { id } = facts.server;
  const { horizonDays } = settings.capacity;
  const lookedAt = await planFacts.lookedAt(id);
  await planFacts.keepFacts(id, planFactsOf(facts, open, lookedAt, horizonDays));
}

type FindingFacts = Pick<
  RiskFacts,
  'features' | 'jobs' | 'workloads' | 'storage' | 'efficiency' | 'unjudged'
>;

/** The current findings of every feature, cut down to what risks rest on while they stream by. */
async function findingFacts(context: RiskContext, vbrServerId: number): Promise<FindingFacts> {
  const features: Partial<Record<Feature, Date>> = {};
  const unjudged: Unjudged[] = [];
  const each = async <Fact>(wanted: WantedFindings, of: (one: BriefFinding) => Fact) => {
    const facts: Fact[] = [];
    for await (const batch of oneAhead(context.riskSources.findings(vbrServerId, wanted))) {
      context.signal.throwIfAborted();
      for (const finding of batch) {
        features[wanted.feature] = earlier(features[wanted.feature], finding.asOf);
        if (finding.status === 'failed')
          unjudged.push({ feature: wanted.feature, kind: wanted.kind, ...named(finding) });
        facts.push(of(finding));
      }
    }
    return facts.flatMap((fact) => fact ?? []);
  };
  const tierOf = tiersBy(context.settings.tiers);
  const [recoveries, workloads, jobs, storage, ofRepositories, ofJobs] = await Promise.all([
    each(wantedFindings.recovery, recoveryFactOf),
    each(wantedFindings.workloads, (finding) => workloadFactFrom(finding, tierOf)),
    each(wantedFindings.jobs, jobFactFrom),
    each(wantedFindings.storage, storageFactFrom),
    each(wantedFindings.repositoryEfficiency, efficiencyFactFrom),
    each(wantedFindings.jobEfficiency, efficiencyFactFrom),
  ]);
  const recovery = new Map(recoveries.map(({ id, fact }) => [id, fact]));
  return {
    workloads: workloads.map((one) => ({ ...one, recovery: recovery.get(one.id) ?? null })),
    efficiency: [...ofRepositories, ...ofJobs],
    ...{ jobs, storage, features, unjudged },
  };
}

function named({ subject: { id, name } }: BriefFinding) {
  return { id, name };
}

function earlier(known: Date | undefined, other: Date): Date {
  return known === undefined || other < known ? other : known;
}
