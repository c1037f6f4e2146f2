import type { EfficiencyMeasures } from '../analysers/efficiency/measures.ts';
import type { EfficiencyDetails, ShiftShown, SuspicionShown } from '../domain/efficiency-answer.ts';

/** What one job's figures tell beside its sums. */
export function efficiencyDetails(measures: EfficiencyMeasures): EfficiencyDetails {
  return {
    workloadType: `${measures.workloadType}; ${measures.levelReason}`,
    series: measures.series,
    unusual: measures.unusual.map(({ evidence, ...night }) => ({
      ...night,
      evidence: [...evidence.fileIds, ...evidence.sessionIds],
    })),
  };
}

export function shiftsOf(name: string, { shifts }: EfficiencyMeasures): readonly ShiftShown[] {
  return shifts.map(({ evidence, kind, since, percent, lowPercent, highPercent }) => ({
    ...{ name, kind, since, percent, lowPercent, highPercent },
    evidence: [...evidence.fileIds, ...evidence.sessionIds],
  }));
}

export function suspicionsOf(
  name: string,
  { suspicions }: EfficiencyMeasures,
): readonly SuspicionShown[] {
  return suspicions.map(({ machine, level, since, signs, benign }) => ({
    ...{ name, machine, level, since },
    signs: signs.map(({ night, what, evidenceId }) => `${night}: ${what} (${evidenceId})`),
    seen: benign.filter(({ seen }) => seen).map(({ explanation }) => explanation),
  }));
}
