import { z } from 'zod';
import type { AnalyzerRun } from '../../../domain/server-fact.ts';
import { resultSchema, toOutcome } from '../lists/outcome.ts';
import { time } from '../schema/fields.ts';
import { requiredInstant, rowReader } from '../translate/rows.ts';
import type { Zone } from '../translate/zone.ts';
import type { FactSource } from './fact-source.ts';

/** The part of a session that says when it was and how it ended. */
const lastRunSchema = z.object({ creationTime: time, result: resultSchema });

/** The last run of the Security & Compliance Analyzer; a server where it never ran has none. */
export const analyzerRun: FactSource<AnalyzerRun> = {
  path: '/api/v1/securityAnalyzer/lastRun',
  what: 'the last run of its analyzer',
  toRows: rowReader(lastRunSchema, toAnalyzerRun),
  whenMissing: { ranAt: null, result: null },
};

function toAnalyzerRun(row: z.output<typeof lastRunSchema>, zone: Zone): AnalyzerRun {
  return {
    ranAt: requiredInstant(row.creationTime, 'creationTime', zone),
    result: toOutcome(row.result).result,
  };
}
