import type { Kysely } from 'kysely';
import type { InstantRecoveryMount } from '../../domain/infrastructure.ts';
import type { Kept } from '../../ports/collection-store.ts';
import { countKept, type KeepingPlan, keepRows } from '../keep-rows.ts';
import { lastOfEach } from '../last-of-each.ts';
import type { MetricsSchema } from '../schema.ts';
import type { InstantRecoveryMountTable } from '../tables/infrastructure-tables.ts';

type MountRow = Omit<InstantRecoveryMountTable, 'vbr_server_id'>;

const mountPlan: KeepingPlan<MountRow> = {
  table: 'instant_recovery_mount',
  key: ['id', 'state'],
  onlyWhenNew: ['first_seen_at'],
  touched: ['last_seen_at'],
  columns: {
    id: 'text',
    state: 'text',
    platform: 'text',
    session_id: 'text',
    workload_name: 'text',
    job_name: 'text',
    restore_point_at: 'timestamptz',
    first_seen_at: 'timestamptz',
    last_seen_at: 'timestamptz',
  },
};

/** A mount has a row for every state it was sampled in, with the first and the last instant. */
export async function keepMounts(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  mounts: readonly InstantRecoveryMount[],
  sampledAt: Date,
): Promise<Kept> {
  const rows = lastOfEach(mounts, (mount) => mount.id).map((mount) => ({
    id: mount.id,
    state: mount.state,
    platform: mount.platform,
    session_id: mount.sessionId,
    workload_name: mount.workloadName,
    job_name: mount.jobName,
    restore_point_at: mount.restorePointAt,
    first_seen_at: sampledAt,
    last_seen_at: sampledAt,
  }));
  return countKept(await keepRows(database, mountPlan, vbrServerId, rows));
}
