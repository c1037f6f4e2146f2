import type { ForecastCalibration } from '../analysers/capacity/calibration.ts';
import type { Signature } from '../domain/signature.ts';
import type { AnswerStore } from '../ports/answer-store.ts';
import type { PlanAnswers } from '../ports/plan-answers.ts';
import type { RiskStore } from '../ports/risk-store.ts';

/** What every question is answered from. */
export interface AnswerContext {
  readonly answers: AnswerStore;
  readonly risk?: Pick<RiskStore, 'passes' | 'risks'>;
  /** Known failure texts; without them a cause is told by its class and its line alone. */
  readonly signatures?: readonly Signature[];
  /** Errors of past forecasts; without them no planned change can be tried. */
  readonly calibration?: ForecastCalibration;
  /** Without them no plan is known. */
  readonly plans?: PlanAnswers;
  readonly asOf: Date;
  /** True for the demo's estate; every answer says so. */
  readonly simulated: boolean;
}
