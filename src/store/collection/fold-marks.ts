import { type Kysely, sql } from 'kysely';
import { makesRuns } from '../../domain/runs/run-session.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';
import type { SessionTable } from '../tables/session-tables.ts';

/** Where a session stands: all that decides whose runs are folded anew, and from when on. */
export type Placed = Pick<SessionTable, 'id' | 'job_id' | 'session_type' | 'created_at'>;

/** Marks the jobs whose runs changed, from the earliest changed session on; restores and upkeep make no run. */
export async function markForFolding(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  touched: readonly Placed[],
): Promise<void> {
  const changedSince = new Map<string, Date>();
  for (const { job_id: jobId, session_type: type, created_at: createdAt } of touched) {
    if (jobId === null || !makesRuns(type)) continue;
    const earliest = changedSince.get(jobId);
    if (earliest === undefined || createdAt < earliest) changedSince.set(jobId, createdAt);
  }
  if (changedSince.size === 0) return;
  await sql`
    INSERT INTO fold_mark (vbr_server_id, job_id, changed_since)
    SELECT ${vbrServerId}::int, job_id, changed_since
    FROM unnest(
      ${arrayLiteral([...changedSince.keys()])}::text[], ${arrayLiteral([...changedSince.values()])}::timestamptz[]
    ) AS mark (job_id, changed_since)
    ORDER BY job_id
    ON CONFLICT (vbr_server_id, job_id) DO UPDATE SET
      changed_since = least(fold_mark.changed_since, excluded.changed_since),
      read_as = NULL
      WHERE fold_mark.changed_since > excluded.changed_since OR fold_mark.read_as IS NOT NULL`.execute(
    transaction,
  );
}
