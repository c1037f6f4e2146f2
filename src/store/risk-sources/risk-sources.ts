import { type Kysely, sql } from 'kysely';
import type { RiskSources } from '../../ports/risk-sources.ts';
import { type DatabaseAccess, openDatabase } from '../database.ts';
import type { MetricsSchema } from '../schema.ts';
import { agentComputerFacts } from './agent-computers.ts';
import { briefFindings } from './brief-findings.ts';
import { infrastructureFacts } from './infrastructure-facts.ts';
import { openGroups } from './open-groups.ts';
import { placements } from './placements.ts';
import { securityFacts } from './security-facts.ts';

const mostConnections = 2;

/** What risks are made of, in the metrics database, as the analyst role. */
export function openRiskSources(
  access: DatabaseAccess,
): RiskSources & { close: () => Promise<void> } {
  const { query, close } = openDatabase<MetricsSchema>(access, {
    max: mostConnections,
    applicationName: 'dr365 risk sources',
  });
  return {
    inputsKey: (vbrServerId) => inputsKey(query, vbrServerId),
    findings: (vbrServerId, wanted) => briefFindings(query, vbrServerId, wanted),
    estateFacts: async (vbrServerId, eventsSince) => ({
      groups: await openGroups(query, vbrServerId),
      placements: await placements(query, vbrServerId),
      agentComputers: await agentComputerFacts(query, vbrServerId),
      ...(await infrastructureFacts(query, vbrServerId)),
      ...(await securityFacts(query, vbrServerId, eventsSince)),
    }),
    close,
  };
}

/**
 * Findings change when they are made anew; what is listed changes with its names and its states. Computers go on and off all day:
 * that waits until risks are made anew for their age.
 */
async function inputsKey(database: Kysely<MetricsSchema>, vbrServerId: number): Promise<string> {
  const { rows } = await sql<{ key: string }>`
    SELECT md5(concat_ws('/',
      (SELECT string_agg(concat_ws('.', feature, known, newest), ',' ORDER BY feature) FROM (
        SELECT feature, count(*) AS known, max(as_of) AS newest FROM finding
        WHERE vbr_server_id = ${vbrServerId} AND subject_kind <> 'estate' GROUP BY feature) AS counted),
      (SELECT md5(string_agg(concat_ws('.', id, cardinality(run_ids)), ',' ORDER BY id)) FROM failure_group
        WHERE vbr_server_id = ${vbrServerId} AND is_open),
      (SELECT string_agg(concat_ws('.', source, availability), ',' ORDER BY source) FROM source_state
        WHERE vbr_server_id = ${vbrServerId}),
      (SELECT concat_ws('.', count(*), max(created_at), count(*) FILTER (WHERE state = 'FalsePositive'))
        FROM malware_event WHERE vbr_server_id = ${vbrServerId}),
      (SELECT md5(string_agg(concat_ws('.', id, severity), ',' ORDER BY id)) FROM malware_object
        WHERE vbr_server_id = ${vbrServerId} AND is_listed),
      (SELECT md5(string_agg(concat_ws('.', id, status, is_listed), ',' ORDER BY id)) FROM best_practice
        WHERE vbr_server_id = ${vbrServerId}),
      (SELECT md5(string_agg(name || value::text, ',' ORDER BY name)) FROM server_fact
        WHERE vbr_server_id = ${vbrServerId}),
      (SELECT md5(string_agg(concat_ws('.', id, is_online, is_out_of_date, immutability_is_enabled, immutability_days), ','
          ORDER BY id)) FROM repository WHERE vbr_server_id = ${vbrServerId}),
      (SELECT md5(string_agg(concat_ws('.', id, is_online, is_disabled, is_out_of_date, is_listed), ',' ORDER BY id))
        FROM proxy WHERE vbr_server_id = ${vbrServerId}),
      (SELECT md5(string_agg(concat_ws('.', id, name, is_group_disabled, protection_group_name, object_id, parent_id), ','
          ORDER BY id)) FROM agent_computer WHERE vbr_server_id = ${vbrServerId} AND is_listed)
    )) AS key`.execute(database);
  return rows[0]?.key ?? '';
}
