import type { Analyser } from '../analyser.ts';
import { assessRecoveryEstate, type RecoveryEstateFacts } from './assess-estate.ts';
import { assessRecovery, type RecoveryFacts } from './assess-workload.ts';
import {
  addRecovery,
  emptyRecoveryFold,
  foldedRecoverySchema,
  type RecoveryFold,
} from './estate-fold.ts';
import { type RecoverySettings, recoverySettings } from './settings.ts';

/** Can we restore, how fast, and when was that proven? */
export const recoveryAnalyser: Analyser<
  RecoverySettings,
  RecoveryFacts,
  RecoveryFold,
  RecoveryEstateFacts
> = {
  feature: 'recovery',
  settings: recoverySettings,
  assessSubject: assessRecovery,
  emptyFold: emptyRecoveryFold,
  foldedMeasures: Object.keys(foldedRecoverySchema.shape),
  addSubject: addRecovery,
  assessEstate: assessRecoveryEstate,
};
