import { expect, test } from 'vitest';
import { aRisk } from '../../../test/fixtures/a-risk.ts';
import { choiceOf } from './choose-risks.ts';
import { remediationSettings } from './settings.ts';
import { byWorth, type Ranked } from './worklist-order.ts';

const settings = remediationSettings.parse({ minimumScore: 30, minimumConfidence: 0.5 });

test('a risk has a plan from the thresholds on, unless somebody accepted it', () => {
  const choice = (score: number, value: number, accepted: readonly string[] = []) =>
    choiceOf(
      aRisk({ id: 'r', score, confidence: { value, factors: [] } }),
      new Set(accepted),
      settings,
    );
  expect(choice(30, 0.5)).toBe('planned');
  expect(choice(29.9, 1)).toBe('below-score');
  expect(choice(90, 0.49)).toBe('below-confidence');
  expect(choice(90, 0.9, ['r'])).toBe('accepted');
});

test('quick wins stand first, then benefit over effort, then benefit', () => {
  const ranked = (
    riskId: string,
    isQuickWin: boolean,
    benefit: number,
    effortHours: number,
  ): Ranked => ({
    ...{ riskId, isQuickWin, benefit, effortHours },
  });
  const order = [
    ranked('small-effort', false, 40, 2),
    ranked('large', false, 60, 8),
    ranked('quick-small', true, 10, 1),
    ranked('quick', true, 30, 0.5),
    ranked('b-same', false, 20, 1),
  ].toSorted(byWorth);
  expect(order.map(({ riskId }) => riskId)).toEqual([
    'quick',
    'quick-small',
    'small-effort',
    'b-same',
    'large',
  ]);
});
