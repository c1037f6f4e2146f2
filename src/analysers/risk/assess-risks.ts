import type { Placement } from '../../domain/estate-facts.ts';
import type { Risk } from '../../domain/risk.ts';
import type { RuleFact } from '../../domain/risk-posture.ts';
import { capacityRisks } from './capacity-risks.ts';
import { dataQualityRisks, efficiencyRisks } from './data-quality-risks.ts';
import { type EstateIndex, indexOf } from './estate-index.ts';
import { failingRisks } from './failing-risks.ts';
import { jobRisks } from './job-risks.ts';
import { makeRisk, type RiskDraft } from './make-risk.ts';
import { neverBackedUp } from './never-backed-up.ts';
import { protectionRisks } from './protection-risks.ts';
import { recoveryRisks } from './recovery-risks.ts';
import type { RiskFacts } from './risk-facts.ts';
import { ruleOf } from './rule-32110.ts';
import { intrusionsOf, malwareRisks } from './security-risks.ts';
import { serverRisks } from './server-risks.ts';
import { worstFirst } from './worst-first.ts';

export interface AssessedRisks {
  /** The worst first. */
  readonly risks: readonly Risk[];
  /** 3-2-1-1-0 of each workload, by its id. */
  readonly rules: ReadonlyMap<string, RuleFact>;
  readonly index: EstateIndex;
}

/** One server's risks from everything that is kept of it; the same facts always give the same risks. */
export function assessRisks(facts: RiskFacts): AssessedRisks {
  const index = indexOf(facts);
  const rules = rulesOf(index);
  const failing = failingRisks(index);
  // What an intrusion does to restore points and their tests is the same risk.
  const intruded = intrusionsOf(index);
  const told = new Set(
    failing.flatMap(({ kind, component }) =>
      kind === 'runs-failing' && component?.kind === 'repository'
        ? [component.name.toLowerCase()]
        : [],
    ),
  );
  const drafts: RiskDraft[] = [
    ...failing,
    ...malwareRisks(index),
    ...jobRisks(index),
    ...capacityRisks(index, told),
    ...protectionRisks(index, intruded),
    ...neverBackedUp(index),
    ...recoveryRisks(index, rules, intruded),
    ...serverRisks(index),
    ...dataQualityRisks(index),
    ...efficiencyRisks(index),
  ];
  return { risks: drafts.map((draft) => makeRisk(draft, facts)).sort(worstFirst), rules, index };
}

function rulesOf(index: EstateIndex): ReadonlyMap<string, RuleFact> {
  const { facts } = index;
  const placed: ReadonlyMap<string, readonly Placement[]> = Map.groupBy(
    facts.placements,
    ({ workloadId }) => workloadId,
  );
  const current = facts.workloads.filter(({ state }) => state !== 'left' && state !== null);
  return new Map(
    current.map((workload) => [
      workload.id,
      ruleOf(index, workload, placed.get(workload.id) ?? []),
    ]),
  );
}
