import { confidenceFrom } from '../../domain/confidence.ts';
import type { Finding } from '../../domain/finding.ts';
import { gradeOf } from '../../domain/grade.ts';
import type { RecoveryEvidence } from '../../domain/recovery-evidence.ts';
import { recoveryMethod } from './assess-workload.ts';
import type { RecoveryFold } from './estate-fold.ts';
import type { FamilyDurations } from './family-durations.ts';
import type { RecoveryEstateMeasures } from './measures.ts';
import type { ObservedSharing } from './observed-sharing.ts';
import { type ReadinessShare, readinessParts, scoreOf } from './recovery-parts.ts';

export interface RecoveryEstateFacts {
  readonly vbrServerId: number;
  readonly name: string;
  readonly evidence: Pick<RecoveryEvidence, 'labs' | 'proxies' | 'repositories'>;
  readonly families: readonly FamilyDurations[];
  readonly sharing: ObservedSharing;
  readonly evidenceKey: string;
  readonly asOf: Date;
}

/** How ready an estate is to recover: the parts of its workloads, weighed by tier. */
export function assessRecoveryEstate(fold: RecoveryFold, facts: RecoveryEstateFacts): Finding {
  const { asOf, name, vbrServerId, families } = facts;
  const subject = { kind: 'estate', id: String(vbrServerId), name } as const;
  const measures = measuresOf(fold, facts);
  const base = { feature: 'recovery', subject, asOf, method: recoveryMethod, measures } as const;
  const workloads = fold.tiers.reduce((sum, row) => sum + row.workloads, 0);
  if (workloads === 0) {
    const reason = 'no workload that a job protects is known';
    return { ...base, status: 'insufficient-data', reason };
  }
  const parts = readinessParts(sharesOf(fold));
  const score = scoreOf(parts);
  const timed = families.reduce((sum, { completed }) => sum + completed, 0);
  const confidence = confidenceFrom([
    { name: 'sample', value: Math.min(1, 0.4 + timed / 100), reason: `${timed} timed restores` },
    {
      name: 'completeness',
      value: fold.imported > 0 ? 1 : 0.85,
      reason:
        fold.imported > 0
          ? `SureBackup results of ${fold.imported} workloads`
          : 'no SureBackup detail by machine was imported',
    },
  ]);
  return { ...base, status: 'scored', score, grade: gradeOf(score), parts, confidence };
}

function measuresOf(fold: RecoveryFold, facts: RecoveryEstateFacts): RecoveryEstateMeasures {
  const { families, sharing, evidence, evidenceKey } = facts;
  const { labs, proxies, repositories } = evidence;
  const { tiers, byDefault, imported } = fold;
  return {
    families: families.map((one) => ({
      ...one,
      percentiles: [...one.percentiles],
      sessions: [...one.sessions],
    })),
    tiers: [...tiers],
    ...{ byDefault, imported, sharing, evidenceKey },
    labs: { ...labs, lastAt: labs.lastAt?.toISOString() ?? null },
    proxies: [...proxies],
    repositories: [...repositories],
  };
}

function sharesOf({ shares, imported, importedWeight, weight }: RecoveryFold): ReadinessShare[] {
  const names = ['success', 'recency', 'predictability', 'sla', 'test-coverage'] as const;
  return names.map((name): ReadinessShare => {
    const sum = shares[name];
    const mean = sum === undefined ? null : sum.sum / sum.weight;
    const reason = `mean of the workloads that show it, weighed by tier`;
    if (name !== 'test-coverage' || mean === null || imported === 0) {
      return { name, share: mean, reason };
    }
    const proven = importedWeight / weight;
    return {
      name,
      share: (mean + proven) / 2,
      reason: `half the depth of proofs, half the share proven by SureBackup (${Math.round(proven * 100)} %)`,
    };
  });
}
