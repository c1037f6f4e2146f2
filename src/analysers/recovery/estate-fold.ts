import { tierWeights } from '../../domain/business-tier.ts';
import { type BusinessTier, businessTiers } from '../../domain/business-tier-settings.ts';
import type { Finding } from '../../domain/finding.ts';
import { type RecoveryEstateMeasures, recoveryWorkloadSchema } from './measures.ts';
import type { ReadinessShare } from './recovery-parts.ts';

/** What of a workload's measures the estate is folded from. */
export const foldedRecoverySchema = recoveryWorkloadSchema.pick({
  ...{ isLeft: true, tier: true, ledger: true, level: true, imported: true },
});

type TierCounts = RecoveryEstateMeasures['tiers'][number];
type Shares = Partial<Record<ReadinessShare['name'], { sum: number; weight: number }>>;

/** What an estate's judgement needs of its workloads; those that their jobs left are none of them. */
export interface RecoveryFold {
  readonly tiers: readonly TierCounts[];
  readonly shares: Readonly<Shares>;
  readonly byDefault: number;
  readonly imported: number;
  readonly importedWeight: number;
  readonly weight: number;
}

export function emptyRecoveryFold(): RecoveryFold {
  const levels = { COMPLIANT: 0, AT_RISK: 0, NON_COMPLIANT: 0, UNKNOWN: 0 };
  const none = { workloads: 0, proven: 0, neverTested: 0, failed: 0, levels };
  return {
    tiers: businessTiers.map((tier) => ({ tier, ...none })),
    shares: {},
    byDefault: 0,
    imported: 0,
    importedWeight: 0,
    weight: 0,
  };
}

export function addRecovery(fold: RecoveryFold, finding: Finding): RecoveryFold {
  const parsed = foldedRecoverySchema.safeParse(finding.measures);
  if (!parsed.success || finding.status !== 'scored' || parsed.data.isLeft) return fold;
  const { tier, ledger, level, imported } = parsed.data;
  const weight = tierWeights[tier.tier];
  const shares: Shares = { ...fold.shares };
  for (const part of finding.parts) {
    const name = nameOf(part.name);
    if (name === null) continue;
    const known = shares[name] ?? { sum: 0, weight: 0 };
    const share = part.points / part.weight;
    shares[name] = { sum: known.sum + weight * share, weight: known.weight + weight };
  }
  const counted = (row: TierCounts): TierCounts => ({
    ...row,
    workloads: row.workloads + 1,
    proven: row.proven + Number(ledger.state === 'proven'),
    neverTested: row.neverTested + Number(ledger.state === 'never-tested'),
    failed: row.failed + Number(ledger.state === 'failed'),
    levels: { ...row.levels, [level]: row.levels[level] + 1 },
  });
  return {
    tiers: fold.tiers.map((row) => (isOf(row, tier.tier) ? counted(row) : row)),
    shares,
    byDefault: fold.byDefault + Number(tier.basis === 'default'),
    imported: fold.imported + Number(imported > 0),
    importedWeight: fold.importedWeight + (imported > 0 && ledger.state === 'proven' ? weight : 0),
    weight: fold.weight + weight,
  };
}

function isOf(row: TierCounts, tier: BusinessTier): boolean {
  return row.tier === tier;
}

const names = ['success', 'recency', 'predictability', 'sla', 'test-coverage'] as const;

function nameOf(text: string): ReadinessShare['name'] | null {
  return names.find((name) => name === text) ?? null;
}
