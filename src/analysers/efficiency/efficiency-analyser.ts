import type { Analyser } from '../analyser.ts';
import { assessEstateEfficiency, type EfficiencyEstateFacts } from './assess-estate.ts';
import { assessJobEfficiency, type JobEfficiencyFacts } from './assess-job.ts';
import { addJobEfficiency, type EfficiencyFold, emptyEfficiencyFold } from './estate-fold.ts';
import { type EfficiencySettings, efficiencySettings } from './settings.ts';

/** What do deduplication and compression save, where did it change, what is wasted? */
export const efficiencyAnalyser: Analyser<
  EfficiencySettings,
  JobEfficiencyFacts,
  EfficiencyFold,
  EfficiencyEstateFacts
> = {
  feature: 'efficiency',
  settings: efficiencySettings,
  assessSubject: assessJobEfficiency,
  emptyFold: emptyEfficiencyFold,
  addSubject: addJobEfficiency,
  assessEstate: assessEstateEfficiency,
};
