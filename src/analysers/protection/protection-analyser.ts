import type { Analyser } from '../analyser.ts';
import { assessProtectedEstate, type ProtectionEstateFacts } from './assess-estate.ts';
import { assessWorkload, type WorkloadProtectionFacts } from './assess-workload.ts';
import {
  addWorkload,
  emptyProtectionFold,
  foldedWorkloadSchema,
  type ProtectionFold,
} from './estate-fold.ts';
import { type ProtectionSettings, protectionSettings } from './settings.ts';

/** Which workloads can be brought back to a recent state, whatever their jobs say? */
export const protectionAnalyser: Analyser<
  ProtectionSettings,
  WorkloadProtectionFacts,
  ProtectionFold,
  ProtectionEstateFacts
> = {
  feature: 'protection',
  settings: protectionSettings,
  assessSubject: assessWorkload,
  emptyFold: emptyProtectionFold,
  foldedMeasures: Object.keys(foldedWorkloadSchema.shape),
  addSubject: addWorkload,
  assessEstate: assessProtectedEstate,
};
