import type { AnalysisStore } from '../../ports/analysis-store.ts';
import { type DatabaseAccess, openDatabase } from '../database.ts';
import type { MetricsSchema } from '../schema.ts';
import { serverColumns, serverFrom } from '../server-row.ts';
import { sourceStateColumns } from '../source-state-row.ts';
import { currentFindings, keepFindings } from './findings.ts';
import { jobsToAnalyse } from './jobs-to-analyse.ts';
import { jobsToFold } from './jobs-to-fold.ts';
import { createMarkStamps } from './mark-stamps.ts';
import { repositoryReadings } from './repository-readings.ts';
import { replaceRuns } from './runs.ts';
import { workloadsToAssess } from './workloads-to-assess.ts';

const mostConnections = 2;

/** Analysis' access to the metrics database, as the analyst role. */
export function openAnalysisStore(
  access: DatabaseAccess,
): AnalysisStore & { close: () => Promise<void> } {
  const { query, close } = openDatabase<MetricsSchema>(access, {
    max: mostConnections,
    applicationName: 'dr365 analyst',
  });
  const folding = createMarkStamps('fold_mark');
  const analysing = createMarkStamps('analysis_mark');
  const assessing = createMarkStamps('workload_mark');
  return {
    servers: async () => {
      const rows = await query
        .selectFrom('vbr_server')
        .select(serverColumns)
        .orderBy('id')
        .execute();
      return rows.map(serverFrom);
    },
    serverClock: async (vbrServerId) => {
      const row = await query
        .selectFrom('vbr_server')
        .select(['clock_zone as zone', 'clock_offset_minutes as offsetMinutes'])
        .where('id', '=', vbrServerId)
        .executeTakeFirst();
      return { zone: row?.zone ?? null, offsetMinutes: row?.offsetMinutes ?? 0 };
    },
    sourceStates: (vbrServerId) =>
      query
        .selectFrom('source_state')
        .select(sourceStateColumns)
        .where('vbr_server_id', '=', vbrServerId)
        .orderBy('source')
        .execute(),
    jobsToFold: (vbrServerId) => jobsToFold(query, folding, vbrServerId),
    replaceRuns: (vbrServerId, folded) => replaceRuns(query, folding, vbrServerId, folded),
    jobsToAnalyse: (vbrServerId, window) => jobsToAnalyse(query, analysing, vbrServerId, window),
    keepFindings: (vbrServerId, passId, findings) =>
      keepFindings(query, { job: analysing, workload: assessing }, vbrServerId, passId, findings),
    workloadsToAssess: (vbrServerId, staleBefore) =>
      workloadsToAssess(query, assessing, vbrServerId, staleBefore),
    currentFindings: (...input) => currentFindings(query, ...input),
    repositoryReadings: (vbrServerId) => repositoryReadings(query, vbrServerId),
    close,
  };
}
