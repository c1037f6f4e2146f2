import { tierWeights } from '../../domain/business-tier.ts';
import type { BusinessTier } from '../../domain/business-tier-settings.ts';
import type { RepositoryFact } from '../../domain/estate-facts.ts';
import type { JobFact, RiskFacts, WorkloadFact } from './risk-facts.ts';

/** The facts with what is looked up in them again and again. */
export interface EstateIndex {
  readonly facts: RiskFacts;
  readonly jobById: ReadonlyMap<string, JobFact>;
  readonly workloadsOfJob: ReadonlyMap<string, readonly WorkloadFact[]>;
  readonly workloadsByName: ReadonlyMap<string, readonly WorkloadFact[]>;
  readonly repositoryById: ReadonlyMap<string, RepositoryFact>;
  readonly workloadsIn: ReadonlyMap<string, readonly WorkloadFact[]>;
  /** Where each stands among the facts. */
  readonly placeOf: ReadonlyMap<WorkloadFact, number>;
}

export function indexOf(facts: RiskFacts): EstateIndex {
  const byJob = new Map<string, WorkloadFact[]>();
  for (const workload of facts.workloads) {
    for (const job of workload.jobs) pushTo(byJob, job.id, workload);
  }
  const byId = new Map(facts.workloads.map((workload) => [workload.id, workload]));
  const inRepository = new Map<string, WorkloadFact[]>();
  for (const { repositoryId, workloadId } of facts.placements) {
    const workload = byId.get(workloadId);
    if (repositoryId !== null && workload !== undefined) {
      pushTo(inRepository, repositoryId, workload);
    }
  }
  return {
    facts,
    jobById: new Map(facts.jobs.map((job) => [job.id, job])),
    repositoryById: new Map(facts.repositories.map((one) => [one.id, one])),
    workloadsOfJob: byJob,
    workloadsByName: Map.groupBy(facts.workloads, ({ name }) => name.toLowerCase()),
    placeOf: new Map(facts.workloads.map((workload, place) => [workload, place])),
    workloadsIn: new Map([...inRepository].map(([id, all]) => [id, distinct(all)] as const)),
  };
}

/** Each workload once, in the order they came. */
export function distinct(workloads: readonly WorkloadFact[]): WorkloadFact[] {
  return [...new Map(workloads.map((workload) => [workload.id, workload])).values()];
}

/** The highest tier among workloads with the one that makes it so; the default where none is known. */
export function tierAmong(
  workloads: readonly WorkloadFact[],
  { tiers }: Pick<RiskFacts, 'tiers'>,
): { readonly tier: BusinessTier; readonly reason: string } {
  let first = workloads[0];
  for (const one of workloads) {
    if (first !== undefined && tierWeights[one.tier.tier] > tierWeights[first.tier.tier])
      first = one;
  }
  if (first === undefined) {
    return { tier: tiers.defaultTier, reason: 'default: no workload of it is known' };
  }
  const { tier, reason } = first.tier;
  const highest = workloads.length === 1 ? '' : `highest of ${workloads.length} workloads: `;
  return { tier, reason: `${highest}"${first.name}", ${reason}` };
}

function pushTo<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
