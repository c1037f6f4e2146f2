import type { ServerFactName, ServerFacts } from '../../../domain/server-fact.ts';
import { analyzerRun } from './analyzer-run.ts';
import { certificate } from './certificate.ts';
import { configurationBackup } from './configuration-backup.ts';
import type { FactSource } from './fact-source.ts';
import { licence } from './licence.ts';

/** Everything a server has only one of: a new fact is one file and one line. */
export const facts: { readonly [Name in ServerFactName]: FactSource<ServerFacts[Name]> } = {
  licence,
  'configuration-backup': configurationBackup,
  certificate,
  'analyzer-run': analyzerRun,
};
