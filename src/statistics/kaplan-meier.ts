import { standardNormalQuantile } from './normal-distribution.ts';

/** A time that ended in the event, or was cut off before it (right-censored). */
export interface TimedObservation {
  readonly time: number;
  readonly isEvent: boolean;
}

/** The survival curve just after one event time. */
export interface SurvivalStep {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly survival: number;
  /** Of the log of survival, by Greenwood: √Σ d/(n(n − d)); infinite once nobody is left. */
  readonly logError: number;
}

/**
 * The product-limit estimate S(t) = Π (1 − dᵢ/nᵢ), in rising order of event times; censored times count as at risk at their own time.
 * Empty without events. Kaplan and Meier 1958; Greenwood 1926 for the error.
 */
export function kaplanMeier(observations: readonly TimedObservation[]): readonly SurvivalStep[] {
  const sorted = [...observations].sort((one, other) => one.time - other.time);
  const steps: SurvivalStep[] = [];
  let survival = 1;
  let variance = 0;
  let first = 0;
  while (first < sorted.length) {
    const time = sorted[first]?.time ?? 0;
    let next = first;
    let events = 0;
    for (; sorted[next]?.time === time; next += 1) events += Number(sorted[next]?.isEvent);
    const atRisk = sorted.length - first;
    if (events > 0) {
      survival *= 1 - events / atRisk;
      variance += events / (atRisk * (atRisk - events));
      steps.push({ time, atRisk, events, survival, logError: Math.sqrt(variance) });
    }
    first = next;
  }
  return steps;
}

/** The first time by which a share of all has had the event: S(t) ≤ 1 − share; null where the curve never falls so far. */
export function survivalQuantile(steps: readonly SurvivalStep[], share: number): number | null {
  // Products of fractions miss round shares by their last digits.
  const found = steps.find(({ survival }) => survival <= 1 - share + 1e-12);
  return found?.time ?? null;
}

/**
 * Bounds of that time: all t whose log(−log S) lies within z standard errors of log(−log(1 − share)). Null where a bound is
 * not reached. Brookmeyer and Crowley 1982 with the log-log transformation, as R's survfit(conf.type = "log-log").
 */
export function survivalQuantileBounds(
  steps: readonly SurvivalStep[],
  share: number,
  confidenceLevel = 0.95,
): { readonly low: number | null; readonly high: number | null } {
  const z = standardNormalQuantile((1 + confidenceLevel) / 2);
  const bounded = steps.map(({ time, survival, logError }) => {
    const spread = survival > 0 ? (z * logError) / Math.abs(Math.log(survival)) : 0;
    return {
      time,
      lower: survival ** Math.exp(spread),
      upper: survival ** Math.exp(-spread),
    };
  });
  const left = 1 - share;
  return {
    low: bounded.find(({ lower }) => lower <= left)?.time ?? null,
    high: bounded.find(({ upper }) => upper <= left)?.time ?? null,
  };
}
