import type { ZodType } from 'zod';
import type { Feature, Finding } from '../domain/finding.ts';

/**
 * One question of the product. It judges one subject at a time and folds those findings into one for the estate, so that the
 * pipeline never holds them all. Pure: the instant, the settings and the facts are arguments.
 */
export interface Analyser<Settings, SubjectFacts, EstateFold, EstateFacts> {
  readonly feature: Feature;
  /** Its section of the settings file; the defaults and their meaning are in the schema. */
  readonly settings: ZodType<Settings>;
  readonly assessSubject: (facts: SubjectFacts) => Finding;
  readonly emptyFold: () => EstateFold;
  /** The measures of subjects that `addSubject` reads; absent: all. The others are left where they are kept. */
  readonly foldedMeasures?: readonly string[];
  /** The fold with one more subject's finding; the fold given is left as it was. */
  readonly addSubject: (fold: EstateFold, finding: Finding) => EstateFold;
  readonly assessEstate: (fold: EstateFold, facts: EstateFacts) => Finding;
}
