import { zeroId } from '../estate/identifiers.ts';
import { itemAt } from '../estate/item-at.ts';
import { lastBackupBefore } from '../estate/last-backup.ts';
import { wordIn } from '../estate/names-by-revision.ts';
import { type Mount, mountId, mountsOf } from '../estate/operations/mounts.ts';
import { restorePointIdFor } from '../estate/points-of-workload.ts';
import type { Answer } from '../server/answer.ts';
import { pageOf } from '../server/page.ts';
import { choiceOf, flagOf, nameMatcher, textOf } from '../server/query.ts';
import type { RequestContext } from '../server/request-context.ts';
import { inOrder } from './order.ts';
import type { Route } from './route.ts';

const states = ['Failed', 'Mounting', 'Mounted', 'Dismounting'] as const;
const orderColumns = ['State', 'VmName', 'JobName', 'RestorePointDate', 'HostName'] as const;

export const instantRecoveryRoutes: readonly Route[] = [
  {
    pattern: '/api/v1/restore/instantRecovery/vSphere/vm',
    source: 'instant-recovery-mounts',
    answer: (context) => list(context, 'vSphere'),
  },
  {
    pattern: '/api/v1/restore/instantRecovery/hyperV/vm',
    source: 'instant-recovery-mounts',
    answer: (context) => list(context, 'HyperV'),
  },
];

function list(context: RequestContext, platform: Mount['platform']): Answer {
  const { query, revision, estate } = context;
  const state = choiceOf(query, 'stateFilter', states);
  const matches = nameMatcher(textOf(query, 'vmNameFilter') ?? '*');
  const ids =
    platform === 'vSphere' && revision !== '1.3-rev0' ? query.getAll('mountIdFilter') : [];
  // rev0 writes its columns with a small first letter.
  const words = orderColumns.map((column) => wordIn(column, revision));
  const column = choiceOf(query, 'orderColumn', words);
  const rows = mountsOf(estate)
    .filter((mount) => mount.platform === platform)
    .map((mount) => mountRow(context, mount))
    .filter(
      (row) =>
        matches(row.vmName) &&
        (state ?? row.state) === row.state &&
        (ids.length === 0 || ids.includes(row.id)),
    );
  if (column === null) return pageOf(context, rows, (row) => row);
  const key = keyOf(column.toLowerCase());
  return pageOf(context, inOrder(rows, key, flagOf(query, 'orderAsc') ?? true), (row) => row);
}

type MountRow = ReturnType<typeof mountRow>;

function keyOf(column: string): (row: MountRow) => string {
  if (column === 'state') return ({ state }) => state;
  if (column === 'jobname') return ({ jobName }) => jobName;
  if (column === 'hostname') return ({ hostName }) => hostName;
  return column === 'vmname' ? ({ vmName }) => vmName : ({ restorePointDate }) => restorePointDate;
}

// Dates of vSphere mounts carry an offset, those of Hyper-V none.
function mountRow({ estate }: RequestContext, mount: Mount) {
  const { clock, identifiers } = estate;
  const job = itemAt(estate.jobs, mount.job);
  const isVsphere = mount.platform === 'vSphere';
  const madeMs = lastBackupBefore(estate, mount.job, mount.createdMs) ?? mount.createdMs;
  const point = restorePointIdFor(estate, mount.job, mount.place, mount.createdMs);
  return {
    state: mount.state,
    id: mountId(estate, mount),
    sessionId: identifiers.of('session', mount.session),
    spec: {
      type: 'OriginalLocation',
      restorePointId: point ?? zeroId,
      secureRestore: { antivirusScanEnabled: false, virusDetectionAction: 'Ignore' },
      powerUp: true,
      reason: '',
    },
    vmName: itemAt(job.workloads, mount.place),
    errorMessage: mount.state === 'Failed' ? 'The machine could not be registered' : '',
    jobName: isVsphere ? job.name : `${job.name} - ${itemAt(job.workloads, mount.place)}`,
    restorePointDate: isVsphere ? clock.withOffset(madeMs) : clock.withoutOffset(madeMs),
    hostName: `${isVsphere ? 'esx' : 'hv'}0${(mount.operation % 4) + 1}.estate.example`,
  };
}
