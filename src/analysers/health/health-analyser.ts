import type { Analyser } from '../analyser.ts';
import { assessFoldedEstate, type EstateHealthFacts } from './assess-estate.ts';
import { assessJob, type JobHealthFacts } from './assess-job.ts';
import { addJob, type EstateFold, emptyEstateFold } from './estate-fold.ts';
import { foldedJobSchema } from './measures.ts';
import { type HealthSettings, healthSettings } from './settings.ts';

/** F1: which jobs fail, since when, and how healthy is the estate? */
export const healthAnalyser: Analyser<
  HealthSettings,
  JobHealthFacts,
  EstateFold,
  EstateHealthFacts
> = {
  feature: 'health',
  settings: healthSettings,
  assessSubject: assessJob,
  emptyFold: emptyEstateFold,
  foldedMeasures: Object.keys(foldedJobSchema.shape),
  addSubject: addJob,
  assessEstate: assessFoldedEstate,
};
