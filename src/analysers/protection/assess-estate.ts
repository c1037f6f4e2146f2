import { confidenceFrom } from '../../domain/confidence.ts';
import type { Finding } from '../../domain/finding.ts';
import { gradeOf } from '../../domain/grade.ts';
import type { ProtectionFold } from './estate-fold.ts';
import type { ProtectionEstateMeasures } from './measures.ts';
import type { ProtectionSettings } from './settings.ts';

/** One server's facts beside its workloads. */
export interface ProtectionEstateFacts {
  readonly vbrServerId: number;
  readonly name: string;
  readonly asOf: Date;
  readonly settings: ProtectionSettings;
}

const method =
  'protection/2: share of workloads that an active job protects and whose newest usable restore point is in time';

/** How many of an estate's workloads are protected; no grade without one that was judged. */
export function assessProtectedEstate(
  fold: ProtectionFold,
  { vbrServerId, name, asOf, settings }: ProtectionEstateFacts,
): Finding {
  const subject = { kind: 'estate', id: String(vbrServerId), name } as const;
  const measures: ProtectionEstateMeasures = {
    workloads: fold.workloads,
    greenJobOnly: shortList(fold.greenJobOnly, settings.listed),
    notProtected: shortList(fold.notProtected, settings.listed),
  };
  const base = { feature: 'protection', subject, asOf, method, measures } as const;
  const { known, late, unprotected, unreadable } = fold.workloads;
  const judged = fold.workloads.protected + late + unprotected;
  if (judged === 0) {
    const reason = `no workload was judged: ${known} known, ${unreadable} of them without a verdict`;
    return { ...base, status: 'insufficient-data', reason };
  }
  const score = Math.round((1000 * fold.workloads.protected) / judged) / 10;
  const reason = `${fold.workloads.protected} of ${judged} workloads are protected`;
  const parts = [{ name: 'protected-workloads', weight: 100, points: score, reason }];
  const share = judged / (judged + unreadable);
  const confidence = confidenceFrom([
    { name: 'sample', value: 1, reason: `${judged} workloads` },
    { name: 'completeness', value: share, reason: `${unreadable} without a verdict` },
  ]);
  return { ...base, status: 'scored', score, grade: gradeOf(score), parts, confidence };
}

function shortList(
  all: ProtectionFold['notProtected'],
  atMost: number,
): ProtectionEstateMeasures['notProtected'] {
  return { count: all.length, named: all.slice(0, atMost) };
}
