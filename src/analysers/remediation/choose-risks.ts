import type { Risk } from '../../domain/risk.ts';
import type { RemediationSettings } from './settings.ts';

/** Why a risk has a plan, or has none. */
export type Choice = 'planned' | 'below-score' | 'below-confidence' | 'accepted';

/** Plans are made for risks that are bad enough, sure enough, and that nobody has accepted. */
export function choiceOf(
  { id, score, confidence }: Pick<Risk, 'id' | 'score' | 'confidence'>,
  accepted: ReadonlySet<string>,
  settings: RemediationSettings,
): Choice {
  if (accepted.has(id)) return 'accepted';
  if (score < settings.minimumScore) return 'below-score';
  return confidence.value < settings.minimumConfidence ? 'below-confidence' : 'planned';
}
