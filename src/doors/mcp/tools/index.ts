import type { Tool } from '../tool.ts';
import { analyzeRisks } from './analyze-risks.ts';
import { explainJobFailure } from './explain-job-failure.ts';
import { getCapacityForecast } from './get-capacity-forecast.ts';
import { getEfficiencyMetrics } from './get-efficiency-metrics.ts';
import { getHealthStatus } from './get-health-status.ts';
import { getRecoveryPerformance } from './get-recovery-performance.ts';
import { getRemediationPlan } from './get-remediation-plan.ts';

/** Every tool, in the order it is listed. */
export const tools: readonly Tool[] = [
  getHealthStatus,
  explainJobFailure,
  getCapacityForecast,
  getEfficiencyMetrics,
  getRecoveryPerformance,
  analyzeRisks,
  getRemediationPlan,
];
