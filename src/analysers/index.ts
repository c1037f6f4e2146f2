import { healthAnalyser } from './health/health-analyser.ts';

/** Every analyser by its feature. Adding one is a folder and a line here. */
export const analysers = {
  health: healthAnalyser,
} as const;
