import { tierOf } from '../../domain/business-tier.ts';
import type { TierSettings } from '../../domain/business-tier-settings.ts';
import { confidenceFrom } from '../../domain/confidence.ts';
import type { Finding, Subject } from '../../domain/finding.ts';
import { gradeOf } from '../../domain/grade.ts';
import type { Proof } from '../../domain/recovery-evidence.ts';
import type { RestoreFamily } from '../../domain/session-families.ts';
import { predictiveQuantile } from '../../statistics/linear-prediction.ts';
import type { FamilyDurations } from './family-durations.ts';
import { ledgerOf } from './ledger.ts';
import type { RecoveryWorkloadMeasures } from './measures.ts';
import { type ReadinessShare, readinessParts, scoreOf } from './recovery-parts.ts';
import { type LevelVerdict, levelOf, worstLevel } from './service-level.ts';
import type { RecoverySettings } from './settings.ts';
import { estimateTime, type FamilyModels, type TimeEstimate } from './time-model.ts';

/** One workload, as its protection tells it, with everything its recovery is judged by. */
export interface RecoveryFacts {
  readonly subject: Subject;
  readonly platform: string | null;
  /** No active job protects it any more. */
  readonly isLeft: boolean;
  /** Null: no usable point, or protection could not be judged. */
  readonly newestUsableAt: Date | null;
  /** Up to when points are known; null where they never were. */
  readonly pointsAsOf: Date | null;
  readonly sizeBytes: number | null;
  readonly repositoryId: string | null;
  readonly proofs: readonly Proof[];
  readonly models: FamilyModels;
  readonly families: readonly FamilyDurations[];
  readonly asOf: Date;
  readonly settings: RecoverySettings;
  readonly tiers: TierSettings;
}

const hourMs = 3_600_000;
/** Older knowledge of restore points says nothing of data loss now. */
const mostPointsAgeHours = 26;
export const recoveryMethod =
  'recovery/2: last proof and its depth, decaying with age; predicted P95 time and newest usable point against the targets of the tier';

/** Whether and how fast one workload comes back, and when that was last proven. */
export function assessRecovery(facts: RecoveryFacts): Finding {
  const { subject, asOf } = facts;
  const measures = measuresOf(facts);
  const parts = readinessParts(sharesOf(facts, measures));
  const score = scoreOf(parts);
  const { estimate, ledger } = measures;
  const confidence = confidenceFrom([
    {
      name: 'sample',
      value: estimate === null ? 0.5 : Math.min(1, 0.6 + estimate.expected.n / 100),
      reason: estimate?.basis ?? 'too few restores for an estimate of time',
    },
    {
      name: 'completeness',
      value: ledger.tests === 0 ? 0.7 : 1,
      reason: ledger.tests === 0 ? 'never tested' : `${ledger.tests} tests`,
    },
  ]);
  const base = { feature: 'recovery', subject, asOf, method: recoveryMethod, measures } as const;
  return { ...base, status: 'scored', score, grade: gradeOf(score), parts, confidence };
}

function measuresOf(facts: RecoveryFacts): RecoveryWorkloadMeasures {
  const { settings, asOf, proofs, repositoryId, sizeBytes, isLeft } = facts;
  const tier = tierOf(facts.subject.name, facts.tiers);
  const target = settings.targets[tier.tier];
  const buffer = settings.atRiskBufferPercent;
  const wanted = familyFor(facts.platform);
  const estimated = estimateTime(facts.models, wanted, facts);
  const estimate = estimated === null ? null : shownEstimate(estimated);
  const rto = levelOf(
    estimate?.p95Minutes ?? null,
    target.rtoMinutes,
    buffer,
    estimate === null
      ? `not enough evidence: fewer than five timed ${wanted} restores`
      : `predicted P95 of a ${wanted} restore, from ${estimate.basis}`,
  );
  const rpo = pointLevel(facts, target.rpoHours, buffer);
  return {
    ...{ isLeft, tier, estimate, repositoryId, sizeBytes, rto, rpo },
    ledger: ledgerOf(proofs, asOf, settings),
    level: worstLevel([rto.level, rpo.level]),
    imported: proofs.filter(({ source }) => source === 'imported').length,
  };
}

/** What brings a workload of this platform back as a whole. */
function familyFor(platform: string | null): RestoreFamily {
  return platform === 'UnstructuredData' ? 'file' : 'full-machine';
}

function shownEstimate(estimated: TimeEstimate): RecoveryWorkloadMeasures['estimate'] {
  const { family, prediction, model, basis } = estimated;
  return {
    ...{ family, basis },
    p50Minutes: Math.exp(prediction.value),
    p95Minutes: Math.exp(predictiveQuantile(prediction, 0.95)),
    expected: { ...prediction, model },
  };
}

function pointLevel(
  { newestUsableAt, pointsAsOf, asOf }: RecoveryFacts,
  target: number,
  buffer: number,
): LevelVerdict {
  const unseenHours = pointsAsOf === null ? null : (asOf.getTime() - pointsAsOf.getTime()) / hourMs;
  if (unseenHours === null) return levelOf(null, target, buffer, 'restore points were never read');
  if (unseenHours > mostPointsAgeHours) {
    const told = `restore points were last read ${Math.round(unseenHours)} hours ago`;
    return levelOf(null, target, buffer, told);
  }
  if (newestUsableAt === null) {
    const decidedBy = 'no usable restore point: there is nothing to go back to';
    return { level: 'NON_COMPLIANT', target, value: null, decidedBy };
  }
  // VBR's clock may run ahead of ours.
  const age = Math.max(0, asOf.getTime() - newestUsableAt.getTime()) / hourMs;
  return levelOf(age, target, buffer, 'age of the newest usable restore point');
}

function sharesOf(facts: RecoveryFacts, measures: RecoveryWorkloadMeasures): ReadinessShare[] {
  const { ledger, estimate, level, rto, rpo } = measures;
  const family = facts.families.find((one) => one.family === familyFor(facts.platform));
  const least = family?.success?.low ?? null;
  const decided = rto.level === level ? rto : rpo;
  return [
    {
      name: 'success',
      share: least,
      reason: `restores of its kind worked in at least ${Math.round((least ?? 0) * 100)} % (Wilson)`,
    },
    { name: 'recency', share: ledger.strength, reason: `last proof: ${ledger.last?.at ?? 'none'}` },
    {
      name: 'predictability',
      share:
        estimate === null ? null : Math.min(1, (2 * estimate.p50Minutes) / estimate.p95Minutes),
      reason: 'P50 over half of P95',
    },
    {
      name: 'sla',
      share: level === 'COMPLIANT' ? 1 : Number(level === 'AT_RISK') / 2,
      reason: `${level} by ${decided.decidedBy}`,
    },
    {
      name: 'test-coverage',
      share: ledger.state === 'proven' ? ledger.depth : 0,
      reason: `${ledger.state}${ledger.best === null ? '' : ` by ${ledger.best.depth}`}`,
    },
  ];
}
