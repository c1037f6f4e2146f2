import { type Kysely, sql } from 'kysely';
import type { Run } from '../../domain/run.ts';
import type { FoldedJob } from '../../ports/analysis-store.ts';
import type { Kept } from '../../ports/collection-store.ts';
import { markForAnalysis } from '../analysis-mark.ts';
import { arrayLiteral } from '../array-literal.ts';
import { markForExplaining } from '../causes/cause-marks.ts';
import { countKept, type KeepingPlan, type KeptRows, keepRows } from '../keep-rows.ts';
import type { MetricsSchema } from '../schema.ts';
import type { RunTable } from '../tables/analysis-tables.ts';
import type { MarkStamps } from './mark-stamps.ts';

type RunRow = Omit<RunTable, 'vbr_server_id'>;

const runPlan: KeepingPlan<RunRow> = {
  table: 'run',
  key: ['id'],
  columns: {
    id: 'text',
    job_id: 'text',
    started_at: 'timestamptz',
    ended_at: 'timestamptz',
    outcome: 'text',
    first_attempt_outcome: 'text',
    attempts: 'int',
    grouping: 'text',
    session_ids: 'text[]',
    message: 'text',
    first_attempt_ended_at: 'timestamptz',
    last_attempt_started_at: 'timestamptz',
    read_bytes: 'bigint',
    transferred_bytes: 'bigint',
    bottleneck: 'text',
    is_full: 'boolean',
  },
};

/** Runs, analysis marks and fold marks in one transaction; a run that folding no longer finds counts as changed. */
export function replaceRuns(
  database: Kysely<MetricsSchema>,
  stamps: MarkStamps,
  vbrServerId: number,
  folded: readonly FoldedJob[],
): Promise<Kept> {
  const rows = folded.flatMap((job) => job.runs).map(runRow);
  const jobIds = folded.map((job) => job.jobId);
  return database.transaction().execute(async (transaction) => {
    const removed = await removeOthers(transaction, vbrServerId, folded, rows);
    const kept = await keepRows(transaction, runPlan, vbrServerId, rows);
    await markForAnalysis(transaction, vbrServerId, jobIds);
    await markForExplaining(transaction, vbrServerId, [...removed, ...toExplain(kept)]);
    await stamps.clear(transaction, vbrServerId, jobIds);
    const { inserted, changed } = countKept(kept);
    return { inserted, changed: changed + removed.length };
  });
}

function runRow(run: Run): RunRow {
  return {
    id: run.id,
    job_id: run.jobId,
    started_at: run.startedAt,
    ended_at: run.endedAt,
    outcome: run.outcome,
    first_attempt_outcome: run.firstAttemptOutcome,
    attempts: run.attempts,
    grouping: run.grouping,
    session_ids: [...run.sessionIds],
    message: run.message,
    first_attempt_ended_at: run.firstAttemptEndedAt,
    last_attempt_started_at: run.lastAttemptStartedAt,
    read_bytes: run.readBytes,
    transferred_bytes: run.transferredBytes,
    bottleneck: run.bottleneck,
    is_full: run.isFull,
  };
}

/** A run that is new and went well has no causes, and never had. */
function toExplain({ inserted, changed }: KeptRows<RunRow>): readonly string[] {
  const troubled = inserted.filter(({ outcome }) => outcome === 'failed' || outcome === 'warning');
  return [...troubled, ...changed].map(({ id }) => id);
}

async function removeOthers(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  folded: readonly FoldedJob[],
  kept: readonly RunRow[],
): Promise<readonly string[]> {
  const removed = await sql<{ id: string }>`
    DELETE FROM run USING unnest(
      ${arrayLiteral(folded.map((job) => job.jobId))}::text[], ${arrayLiteral(folded.map((job) => job.from))}::timestamptz[]
    ) AS folded (job_id, starts)
    WHERE run.vbr_server_id = ${vbrServerId} AND run.job_id = folded.job_id AND run.started_at >= folded.starts
      AND NOT EXISTS (
        SELECT FROM unnest(${arrayLiteral(kept.map((run) => run.id))}::text[]) AS kept (id) WHERE kept.id = run.id
      )
    RETURNING run.id`.execute(transaction);
  return removed.rows.map(({ id }) => id);
}
