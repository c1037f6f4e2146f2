import { capacityAnalyser } from './capacity/capacity-analyser.ts';
import { efficiencyAnalyser } from './efficiency/efficiency-analyser.ts';
import { healthAnalyser } from './health/health-analyser.ts';
import { protectionAnalyser } from './protection/protection-analyser.ts';
import { recoveryAnalyser } from './recovery/recovery-analyser.ts';

/** Every analyser by its feature. Adding one is a folder and a line here. */
export const analysers = {
  capacity: capacityAnalyser,
  efficiency: efficiencyAnalyser,
  health: healthAnalyser,
  protection: protectionAnalyser,
  recovery: recoveryAnalyser,
} as const;
