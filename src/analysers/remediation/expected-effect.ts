import type { Effect, EffectFormula } from '../../domain/plan.ts';
import type { Risk } from '../../domain/risk.ts';
import type { Signature } from '../../domain/signature.ts';
import { wilsonInterval } from '../../statistics/wilson-interval.ts';

/** A full repository should lie so many days behind the arrival of an order. */
const spareDays = 30;
const certainty = 0.95;

/** What an option is expected to bring, by its formula; unknown where the risk lacks the figures. */
export function expectedEffect(
  formula: EffectFormula,
  risk: Risk,
  signature: Signature | null,
): Effect {
  switch (formula) {
    case 'risk-removed':
      return riskRemoved(risk);
    case 'capacity-what-if':
      return capacityWhatIf(risk.figures);
    case 'retry-success':
      return retrySuccess(risk.figures, signature);
    case 'restore-test':
      return restoreTest(risk.figures);
    case 'no-model':
      return unknown(formula, '', 'no model gives a number for it');
  }
}

/** The whole score: the risk is gone once its cause is. */
function riskRemoved({ score, interval: [low, high] }: Risk): Effect {
  const text = 'of risk that go when its cause goes';
  return { formula: 'risk-removed', value: score, unit: 'points', low, high, sample: null, text };
}

/** Space so that the middle forecast is full `spareDays` after an order arrives: growth × (lead time + spare days − days until full). */
function capacityWhatIf(figures: Risk['figures']): Effect {
  const { growthGibPerDay: growth, daysUntilFull, leadTimeDays } = figures;
  if (growth === undefined || daysUntilFull === undefined || leadTimeDays === undefined) {
    return unknown('capacity-what-if', 'GiB', 'growth or date of being full is not known');
  }
  const wantedDays = leadTimeDays + spareDays;
  return {
    formula: 'capacity-what-if',
    value: Math.max(0, growth * (wantedDays - daysUntilFull)),
    unit: 'GiB',
    low: null,
    high: null,
    sample: null,
    text: `of space so that it is full in ${wantedDays} instead of ${Math.round(daysUntilFull)} days, at today's growth; get_capacity_forecast gives the interval`,
  };
}

/** Share of this job's judged runs that ended well, with Wilson's interval: what a repetition may hope for if the cause passes. */
function retrySuccess(figures: Risk['figures'], signature: Signature | null): Effect {
  const { failedRuns, judgedRuns } = figures;
  if (signature?.retryUseful === 'no') {
    return unknown(
      'retry-success',
      '%',
      'by the catalogue repeating does not help before the cause is gone',
    );
  }
  if (failedRuns === undefined || judgedRuns === undefined || judgedRuns <= 0) {
    return unknown('retry-success', '%', 'too few runs to say how often repeating helps');
  }
  const good = Math.max(0, judgedRuns - failedRuns);
  const interval = wilsonInterval(good, judgedRuns, certainty);
  const says =
    signature === null ? '' : `; retry useful by the catalogue: ${signature.retryUseful}`;
  return {
    formula: 'retry-success',
    value: (100 * good) / judgedRuns,
    unit: '%',
    low: interval === null ? null : 100 * interval.low,
    high: interval === null ? null : 100 * interval.high,
    sample: judgedRuns,
    text: `of its runs ended well, which a repetition may hope for once the cause passed${says}`,
  };
}

/** When all of n tests pass, at least 0.05^(1/n) of such restores work with 95 % certainty (exact binomial, no failures). */
function restoreTest(figures: Risk['figures']): Effect {
  const { workloadsHit } = figures;
  if (workloadsHit === undefined || workloadsHit < 1) {
    return unknown('restore-test', '%', 'how many workloads there are to test is not known');
  }
  return {
    formula: 'restore-test',
    value: 100 * (1 - certainty) ** (1 / workloadsHit),
    unit: '%',
    low: null,
    high: null,
    sample: workloadsHit,
    text: `of such restores work at least, with 95 % certainty, when all ${workloadsHit} tests pass`,
  };
}

function unknown(formula: EffectFormula, unit: string, text: string): Effect {
  return { formula, value: null, unit, low: null, high: null, sample: null, text };
}
