import type { Analyser } from '../analyser.ts';
import { assessCapacityEstate, type CapacityEstateFacts } from './assess-estate.ts';
import { assessRepository } from './assess-repository.ts';
import type { CapacityFacts } from './capacity-facts.ts';
import {
  addRepository,
  type CapacityFold,
  emptyCapacityFold,
  foldedCapacitySchema,
} from './estate-fold.ts';
import { type CapacitySettings, capacitySettings } from './settings.ts';

/** When is each repository full, how sure is that, and what can be done? */
export const capacityAnalyser: Analyser<
  CapacitySettings,
  CapacityFacts,
  CapacityFold,
  CapacityEstateFacts
> = {
  feature: 'capacity',
  settings: capacitySettings,
  assessSubject: (facts) => assessRepository(facts).finding,
  emptyFold: emptyCapacityFold,
  foldedMeasures: Object.keys(foldedCapacitySchema.shape),
  addSubject: addRepository,
  assessEstate: assessCapacityEstate,
};
