import { businessTiers } from '../../domain/business-tier-settings.ts';
import type {
  RuleFact,
  TierCompliance,
  Verdict,
  VerdictCounts,
  WorkloadCompliance,
} from '../../domain/risk-posture.ts';
import type { WorkloadFact } from './risk-facts.ts';

/** Each current workload against the targets of its tier; those that every job left are not judged. */
export function complianceOf(
  workloads: readonly WorkloadFact[],
  rules: ReadonlyMap<string, RuleFact>,
): WorkloadCompliance[] {
  return workloads.flatMap(({ id, name, tier, recovery }) => {
    const rule = rules.get(id);
    if (rule === undefined) return [];
    return [
      {
        ...{ id, name, tier: tier.tier, rule },
        rpo: levelVerdict(recovery?.rpo.level),
        rto: levelVerdict(recovery?.rto.level),
        testAge: proofVerdict(recovery?.proof),
      },
    ];
  });
}

export function tierCompliance(all: readonly WorkloadCompliance[]): TierCompliance[] {
  return businessTiers.flatMap((tier) => {
    const own = all.filter((one) => one.tier === tier);
    if (own.length === 0) return [];
    return [
      {
        ...{ tier, workloads: own.length },
        rpo: counted(own.map(({ rpo }) => rpo)),
        rto: counted(own.map(({ rto }) => rto)),
        rule: counted(own.map(({ rule }) => rule.verdict)),
        testAge: counted(own.map(({ testAge }) => testAge)),
      },
    ];
  });
}

function counted(verdicts: readonly Verdict[]): VerdictCounts {
  const count = (wanted: Verdict) => verdicts.filter((verdict) => verdict === wanted).length;
  return { met: count('met'), 'not-met': count('not-met'), unknown: count('unknown') };
}

function levelVerdict(level: string | undefined): Verdict {
  if (level === undefined || level === 'UNKNOWN') return 'unknown';
  return level === 'NON_COMPLIANT' ? 'not-met' : 'met';
}

/** A test that is too old or failed is as none: the target asks for a proof of that age. */
function proofVerdict(proof: string | undefined): Verdict {
  if (proof === undefined) return 'unknown';
  return proof === 'proven' ? 'met' : 'not-met';
}
