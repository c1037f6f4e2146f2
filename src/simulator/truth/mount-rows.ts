import { itemAt } from '../estate/item-at.ts';
import { lastBackupBefore } from '../estate/last-backup.ts';
import { mountId, mountsOf } from '../estate/operations/mounts.ts';
import type { VisibleKind } from './visible-rows.ts';

/** What runs from its backup now, in the state it is in now. */
export const instantRecoveryMountKind: VisibleKind = {
  name: 'instant_recovery_mount',
  key: ['id', 'state'],
  rows: (estate) =>
    mountsOf(estate).map((mount) => {
      const { name, workloads } = itemAt(estate.jobs, mount.job);
      const workload = itemAt(workloads, mount.place);
      const madeMs = lastBackupBefore(estate, mount.job, mount.createdMs) ?? mount.createdMs;
      return {
        id: mountId(estate, mount),
        state: mount.state,
        platform: mount.platform,
        sessionId: estate.identifiers.of('session', mount.session),
        workloadName: workload,
        jobName: mount.platform === 'vSphere' ? name : `${name} - ${workload}`,
        restorePointAt: new Date(madeMs).toISOString(),
      };
    }),
};
