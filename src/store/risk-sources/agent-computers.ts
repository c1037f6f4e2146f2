import { type Kysely, sql } from 'kysely';
import type { AgentComputerFact } from '../../domain/estate-facts.ts';
import type { MetricsSchema } from '../schema.ts';

/** What protection groups discovered, as last read, and whether backups are kept under its object. */
export async function agentComputerFacts(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<readonly AgentComputerFact[]> {
  return database
    .selectFrom('agent_computer')
    .select([
      ...(['id', 'name', 'type', 'parent_id as parentId'] as const),
      'protection_group_id as protectionGroupId',
      'protection_group_name as protectionGroupName',
      'is_group_disabled as isGroupDisabled',
      'group_read_at as groupReadAt',
      'object_id as objectId',
      'state',
      'agent_status as agentStatus',
      'last_connected_at as lastConnectedAt',
      'operating_system as operatingSystem',
      'last_seen_at as lastSeenAt',
      sql<boolean>`EXISTS (
        SELECT FROM backup_object AS kept
        WHERE kept.vbr_server_id = agent_computer.vbr_server_id AND kept.id = agent_computer.object_id
      )`.as('hasBackups'),
    ])
    .where('vbr_server_id', '=', vbrServerId)
    .where('is_listed', '=', true)
    .orderBy('id')
    .execute();
}
