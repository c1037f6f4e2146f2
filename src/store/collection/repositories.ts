import type { Kysely } from 'kysely';
import type {
  CapacitySample,
  RepositoryDefinition,
  RepositoryState,
} from '../../domain/repository.ts';
import type { Kept } from '../../ports/collection-store.ts';
import { countKept, type KeepingPlan, keepRows } from '../keep-rows.ts';
import type { MetricsSchema } from '../schema.ts';
import type { CapacitySampleTable, RepositoryTable } from '../tables/infrastructure-tables.ts';

type LimitColumn =
  | 'immutability_is_enabled'
  | 'immutability_days'
  | 'immutability_mode'
  | 'max_tasks'
  | 'consumption_limit_gib';
type DefinitionRow = Pick<
  RepositoryTable,
  'id' | 'name' | 'type' | 'description' | 'host_id' | 'seen_at' | LimitColumn
>;
type StateRow = Omit<RepositoryTable, 'vbr_server_id' | 'description' | LimitColumn>;
type SampleRow = Omit<CapacitySampleTable, 'vbr_server_id'>;

const definitionPlan: KeepingPlan<DefinitionRow> = {
  table: 'repository',
  key: ['id'],
  onlyWhenNew: ['name', 'type', 'host_id'],
  touched: ['seen_at'],
  columns: {
    id: 'text',
    name: 'text',
    type: 'text',
    description: 'text',
    host_id: 'text',
    immutability_is_enabled: 'boolean',
    immutability_days: 'bigint',
    immutability_mode: 'text',
    max_tasks: 'bigint',
    consumption_limit_gib: 'double precision',
    seen_at: 'timestamptz',
  },
};

const statePlan: KeepingPlan<StateRow> = {
  table: 'repository',
  key: ['id'],
  touched: ['seen_at'],
  columns: {
    id: 'text',
    name: 'text',
    type: 'text',
    host_id: 'text',
    host_name: 'text',
    path: 'text',
    capacity_gib: 'double precision',
    free_gib: 'double precision',
    reported_used_gib: 'double precision',
    is_online: 'boolean',
    is_out_of_date: 'boolean',
    scale_out_repository_id: 'text',
    extent_type: 'text',
    seen_at: 'timestamptz',
  },
};

const samplePlan: KeepingPlan<SampleRow> = {
  table: 'capacity_sample',
  key: ['repository_id', 'taken_at'],
  appendOnly: true,
  columns: {
    repository_id: 'text',
    taken_at: 'timestamptz',
    capacity_gib: 'double precision',
    free_gib: 'double precision',
    used_gib: 'double precision',
    reported_used_gib: 'double precision',
    is_online: 'boolean',
  },
};

export async function keepRepositories(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  definitions: readonly RepositoryDefinition[],
  seenAt: Date,
): Promise<Kept> {
  const rows = definitions.map((definition) => ({
    id: definition.id,
    name: definition.name,
    type: definition.type,
    description: definition.description,
    host_id: definition.hostId,
    immutability_is_enabled: definition.immutability?.isEnabled ?? null,
    immutability_days: definition.immutability?.days ?? null,
    immutability_mode: definition.immutability?.mode ?? null,
    max_tasks: definition.maxTasks,
    consumption_limit_gib: definition.consumptionLimitGib,
    seen_at: seenAt,
  }));
  return countKept(await keepRows(database, definitionPlan, vbrServerId, rows));
}

/** States and the capacity samples taken with them in one transaction; a sample is never changed afterwards. */
export function keepRepositoryStates(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  states: readonly RepositoryState[],
  samples: readonly CapacitySample[],
  seenAt: Date,
): Promise<Kept> {
  const stateRows = states.map((state) => stateRow(state, seenAt));
  const sampleRows = samples.map(sampleRow);
  return database.transaction().execute(async (transaction) => {
    const keptStates = await keepRows(transaction, statePlan, vbrServerId, stateRows);
    const keptSamples = await keepRows(transaction, samplePlan, vbrServerId, sampleRows);
    return countKept(keptStates, keptSamples);
  });
}

function stateRow(state: RepositoryState, seenAt: Date): StateRow {
  return {
    id: state.id,
    name: state.name,
    type: state.type,
    host_id: state.hostId,
    host_name: state.hostName,
    path: state.path,
    capacity_gib: state.capacityGib,
    free_gib: state.freeGib,
    reported_used_gib: state.reportedUsedGib,
    is_online: state.isOnline,
    is_out_of_date: state.isOutOfDate,
    scale_out_repository_id: state.scaleOutRepositoryId,
    extent_type: state.extentType,
    seen_at: seenAt,
  };
}

function sampleRow(sample: CapacitySample): SampleRow {
  return {
    repository_id: sample.repositoryId,
    taken_at: sample.takenAt,
    capacity_gib: sample.capacityGib,
    free_gib: sample.freeGib,
    used_gib: sample.usedGib,
    reported_used_gib: sample.reportedUsedGib,
    is_online: sample.isOnline,
  };
}
