import { type Kysely, sql } from 'kysely';
import type { JobDefinition, JobState } from '../../domain/job.ts';
import type { Kept } from '../../ports/collection-store.ts';
import { markForAnalysis } from '../analysis-mark.ts';
import { arrayLiteral } from '../array-literal.ts';
import { countKept, type KeepingPlan, type KeptRows, keepRows } from '../keep-rows.ts';
import { lastOfEach } from '../last-of-each.ts';
import type { JobTable, MetricsSchema } from '../schema.ts';
import { keepVersions } from './job-versions.ts';

type DefinitionColumn =
  | 'is_disabled'
  | 'runs_automatically'
  | 'retry_is_enabled'
  | 'retry_count'
  | 'retry_await_minutes'
  | 'schedule'
  | 'storage'
  | 'is_application_aware'
  | 'includes';
type JobStateRow = Omit<JobTable, 'vbr_server_id' | DefinitionColumn>;
type JobDefinitionRow = Pick<JobTable, 'id' | 'name' | 'type' | DefinitionColumn>;

const jobStatePlan: KeepingPlan<JobStateRow> = {
  table: 'job',
  key: ['id'],
  touched: ['last_seen_at'],
  columns: {
    id: 'text',
    name: 'text',
    type: 'text',
    status: 'text',
    workload: 'text',
    last_result: 'text',
    last_run_at: 'timestamptz',
    next_run_at: 'timestamptz',
    repository_id: 'text',
    repository_name: 'text',
    objects_count: 'bigint',
    last_session_id: 'text',
    last_seen_at: 'timestamptz',
    is_listed: 'boolean',
  },
};

const jobDefinitionPlan: KeepingPlan<JobDefinitionRow> = {
  table: 'job',
  key: ['id'],
  onlyWhenNew: ['name', 'type'],
  columns: {
    id: 'text',
    name: 'text',
    type: 'text',
    is_disabled: 'boolean',
    runs_automatically: 'boolean',
    retry_is_enabled: 'boolean',
    retry_count: 'bigint',
    retry_await_minutes: 'bigint',
    schedule: 'jsonb',
    storage: 'jsonb',
    is_application_aware: 'boolean',
    includes: 'text[]',
  },
};

/** Jobs whose state changed, or that are no longer listed, are marked for analysis in the same transaction. */
export function keepJobStates(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  states: readonly JobState[],
  complete: boolean,
  seenAt: Date,
): Promise<Kept> {
  const rows = states.map((state) => jobStateRow(state, seenAt));
  return database.transaction().execute(async (transaction) => {
    const kept = await keepRows(transaction, jobStatePlan, vbrServerId, rows);
    const unlisted = complete ? await markUnlisted(transaction, vbrServerId, rows) : [];
    await markForAnalysis(transaction, vbrServerId, [...changedIds(kept), ...unlisted]);
    const { inserted, changed } = countKept(kept);
    return { inserted, changed: changed + unlisted.length };
  });
}

/** Jobs that the list of states holds: one known by its definition alone was never in that list. */
export async function listedJobs(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<readonly string[]> {
  const rows = await database
    .selectFrom('job')
    .select('id')
    .where('vbr_server_id', '=', vbrServerId)
    .where('is_listed', '=', true)
    .where('status', 'is not', null)
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Definitions, their versions and the analysis marks of those that changed in one transaction. */
export function keepJobDefinitions(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  definitions: readonly JobDefinition[],
  seenAt: Date,
): Promise<Kept> {
  const latest = lastOfEach(definitions, (definition) => definition.id);
  return database.transaction().execute(async (transaction) => {
    // The last version tells which rows need not be looked at: nearly all of them, every time.
    const differing = await keepVersions(transaction, vbrServerId, latest, seenAt);
    const rows = latest.filter(({ id }) => differing.has(id)).map(jobDefinitionRow);
    const kept = await keepRows(transaction, jobDefinitionPlan, vbrServerId, rows);
    await markForAnalysis(transaction, vbrServerId, changedIds(kept));
    return countKept(kept);
  });
}

function jobStateRow(state: JobState, seenAt: Date): JobStateRow {
  return {
    id: state.id,
    name: state.name,
    type: state.type,
    status: state.status,
    workload: state.workload,
    last_result: state.lastResult,
    last_run_at: state.lastRunAt,
    next_run_at: state.nextRunAt,
    repository_id: state.repositoryId,
    repository_name: state.repositoryName,
    objects_count: state.objectsCount,
    last_session_id: state.lastSessionId,
    last_seen_at: seenAt,
    is_listed: true,
  };
}

function jobDefinitionRow({ retry, ...definition }: JobDefinition): JobDefinitionRow {
  return {
    id: definition.id,
    name: definition.name,
    type: definition.type,
    is_disabled: definition.isDisabled,
    runs_automatically: definition.runsAutomatically,
    retry_is_enabled: retry?.isEnabled ?? null,
    retry_count: retry?.count ?? null,
    retry_await_minutes: retry?.awaitMinutes ?? null,
    schedule: definition.schedule,
    storage: definition.storage,
    is_application_aware: definition.isApplicationAware,
    includes: definition.includes,
  };
}

// Only jobs that the list of states once gave: one known by its definition alone was never in that list.
async function markUnlisted(
  transaction: Kysely<MetricsSchema>,
  vbrServerId: number,
  listed: readonly JobStateRow[],
): Promise<readonly string[]> {
  const unlisted = await transaction
    .updateTable('job')
    .set({ is_listed: false })
    .where('vbr_server_id', '=', vbrServerId)
    .where('is_listed', '=', true)
    .where('status', 'is not', null)
    .where(sql<boolean>`id <> ALL(${arrayLiteral(listed.map((row) => row.id))}::text[])`)
    .returning('id')
    .execute();
  return unlisted.map((row) => row.id);
}

function changedIds(kept: KeptRows<{ readonly id: string }>): readonly string[] {
  return [...kept.inserted, ...kept.changed].map((row) => row.id);
}
