import type { Kysely } from 'kysely';
import type { KnownGroup } from '../../domain/agent-computer.ts';
import type { MetricsSchema } from '../schema.ts';

/** The protection groups that were read at the instant or later, by their ids. */
export async function groupsReadSince(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  since: Date,
): Promise<ReadonlyMap<string, KnownGroup>> {
  const rows = await database
    .selectFrom('agent_computer')
    .distinctOn('protection_group_id')
    .select([
      'protection_group_id as id',
      'protection_group_name as name',
      'is_group_disabled as isDisabled',
      'group_read_at as readAt',
    ])
    .where('vbr_server_id', '=', vbrServerId)
    .where('is_listed', '=', true)
    .where('group_read_at', '>=', since)
    .orderBy('protection_group_id')
    .orderBy('group_read_at', 'desc')
    .execute();
  return new Map(
    rows.flatMap(({ id, name, isDisabled, readAt }) =>
      name === null || readAt === null ? [] : [[id, { name, isDisabled, readAt }] as const],
    ),
  );
}
