import { type Kysely, sql } from 'kysely';
import type { Run } from '../../domain/run.ts';
import type { FoldedJob, Kept } from '../../ports/metrics-store.ts';
import { markForAnalysis } from '../analysis-mark.ts';
import { arrayLiteral } from '../array-literal.ts';
import { countKept, type KeepingPlan, keepRows, lastOfEach } from '../keep-rows.ts';
import type { MetricsSchema, RunTable } from '../schema.ts';
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
  },
};

/** Runs, analysis marks and fold marks in one transaction; a run that folding no longer finds counts as changed. */
export function replaceRuns(
  database: Kysely<MetricsSchema>,
  stamps: MarkStamps,
  vbrServerId: number,
  folded: readonly FoldedJob[],
): Promise<Kept> {
  const rows = lastOfEach(
    folded.flatMap((job) => job.runs),
    (run) => run.id,
  ).map(runRow);
  const jobIds = folded.map((job) => job.jobId);
  return database.transaction().execute(async (transaction) => {
    const removed = await removeOthers(transaction, vbrServerId, folded, rows);
    const { inserted, changed } = countKept(
      await keepRows(transaction, runPlan, vbrServerId, rows),
    );
    await markForAnalysis(transaction, vbrServerId, jobIds);
    await stamps.clear(transaction, vbrServerId, jobIds);
    return { inserted, changed: changed + removed };
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
  };
}

async function removeOthers(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  folded: readonly FoldedJob[],
  kept: readonly RunRow[],
): Promise<number> {
  const removed = await sql`
    DELETE FROM run USING unnest(
      ${arrayLiteral(folded.map((job) => job.jobId))}::text[], ${arrayLiteral(folded.map((job) => job.from))}::timestamptz[]
    ) AS folded (job_id, starts)
    WHERE run.vbr_server_id = ${vbrServerId} AND run.job_id = folded.job_id AND run.started_at >= folded.starts
      AND NOT EXISTS (
        SELECT FROM unnest(${arrayLiteral(kept.map((run) => run.id))}::text[]) AS kept (id) WHERE kept.id = run.id
      )`.execute(transaction);
  return Number(removed.numAffectedRows ?? 0);
}
