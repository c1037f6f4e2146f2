import type { EfficiencyStore } from '../../ports/efficiency-store.ts';
import { keepFindings } from '../analysis/findings.ts';
import { createMarkStamps } from '../analysis/mark-stamps.ts';
import { type DatabaseAccess, openDatabase } from '../database.ts';
import type { MetricsSchema } from '../schema.ts';
import { forgetOthers, keepParts, peers } from './parts.ts';
import { storedByJob } from './stored-by-job.ts';

const mostConnections = 2;

/** Access to storage efficiency's part of the metrics database, as the analyst role. */
export function openEfficiencyStore(
  access: DatabaseAccess,
): EfficiencyStore & { close: () => Promise<void> } {
  const { query, close } = openDatabase<MetricsSchema>(access, {
    max: mostConnections,
    applicationName: 'dr365 efficiency',
  });
  const judging = createMarkStamps('efficiency_mark');
  // Of workloads there are no findings here, so this clears nothing.
  const stamps = { job: judging, workload: createMarkStamps('workload_mark') };
  return {
    storedByJob: (...input) => storedByJob(query, judging, ...input),
    peers: (vbrServerId) => peers(query, vbrServerId),
    keepJobs: async (vbrServerId, passId, jobs, findings) => {
      await keepParts(query, vbrServerId, jobs);
      return keepFindings(query, stamps, vbrServerId, passId, findings);
    },
    forgetOthers: (vbrServerId) => forgetOthers(query, vbrServerId),
    close,
  };
}
