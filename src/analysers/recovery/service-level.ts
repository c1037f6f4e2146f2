/** Against a target: with at least the buffer left, within it, beyond it, or nothing is known. */
export type ServiceLevel = 'COMPLIANT' | 'AT_RISK' | 'NON_COMPLIANT' | 'UNKNOWN';

/** A verdict with the number that decided it. */
export interface LevelVerdict {
  readonly level: ServiceLevel;
  readonly target: number;
  readonly value: number | null;
  readonly decidedBy: string;
}

/** Holds a value, null where it is not known, against its target; the unit is the caller's. */
export function levelOf(
  value: number | null,
  target: number,
  bufferPercent: number,
  decidedBy: string,
): LevelVerdict {
  if (value === null) return { level: 'UNKNOWN', target, value, decidedBy };
  const isTight = value > target * (1 - bufferPercent / 100);
  const within = isTight ? 'AT_RISK' : 'COMPLIANT';
  return { level: value > target ? 'NON_COMPLIANT' : within, target, value, decidedBy };
}

const worstFirst = ['NON_COMPLIANT', 'UNKNOWN', 'AT_RISK', 'COMPLIANT'] as const;

/** The worst of several; what is not known is worse than what is tight. */
export function worstLevel(levels: readonly ServiceLevel[]): ServiceLevel {
  return worstFirst.find((level) => levels.includes(level)) ?? 'UNKNOWN';
}
