import type { RequestContext } from '../server/request-context.ts';

/** A job of a platform plug-in as /jobs/states shows it, where the server has one; its model breaks the list of /jobs. */
export function pluginJobStates(context: RequestContext) {
  const { estate, revision, faults } = context;
  if (faults.pluginJobBreaksJobs !== true) return [];
  return [
    {
      type: pluginTypeIn(context),
      status: revision === '1.3-rev0' ? 'inactive' : 'Inactive',
      lastResult: 'Success' as const,
      workload: revision === '1.3-rev0' ? 'vm' : 'Vm',
      id: pluginJobId(context),
      name: 'AHV Cluster 1',
      description: '',
      lastRun: estate.clock.withOffset(estate.nowMs - 5 * 3_600_000),
      objectsCount: 3,
      highPriority: false,
      progressPercent: 100,
      sessionProgress: null,
      isStorageSnapshot: false,
    },
  ];
}

/** The same job as /jobs/{id} shows it: the bare base, as for every type without a model. */
export function pluginJobRow(context: RequestContext) {
  const type = pluginTypeIn(context);
  return { type, id: pluginJobId(context), name: 'AHV Cluster 1', isDisabled: false };
}

function pluginJobId({ estate }: RequestContext): string {
  return estate.identifiers.of('other', 900);
}

function pluginTypeIn({ revision }: RequestContext): string {
  return revision === '1.3-rev2' ? 'NutanixAHVBackupJob' : 'Unknown';
}
