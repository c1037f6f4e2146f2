import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { EstateFacts, SeenFacts } from '../../domain/estate-facts.ts';
import type { MetricsSchema } from '../schema.ts';

/** What VBR suspects, checks and tells of itself, as last read. */
export async function securityFacts(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  eventsSince: Date,
): Promise<Pick<EstateFacts, 'malwareObjects' | 'malwareEvents' | 'bestPractices' | 'facts'>> {
  return {
    malwareObjects: await database
      .selectFrom('malware_object')
      .select([
        ...(['id', 'name', 'platform_name as platformName', 'severity'] as const),
        'detected_at as detectedAt',
        'source_types as sourceTypes',
      ])
      .where('vbr_server_id', '=', vbrServerId)
      .where('is_listed', '=', true)
      .orderBy('id')
      .execute(),
    malwareEvents: await events(database, vbrServerId, eventsSince),
    bestPractices: await database
      .selectFrom('best_practice')
      .select(['id', 'text', 'status', 'note'])
      .where('vbr_server_id', '=', vbrServerId)
      .where('is_listed', '=', true)
      .orderBy('id')
      .execute(),
    facts: await serverFacts(database, vbrServerId),
  };
}

function events(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  since: Date,
): Promise<EstateFacts['malwareEvents']> {
  return database
    .selectFrom('malware_event')
    .select([
      ...(['id', 'type', 'created_at as createdAt', 'detected_at as detectedAt'] as const),
      'machine_name as machineName',
      'backup_object_id as backupObjectId',
      'restore_point_id as restorePointId',
      ...(['state', 'details', 'source', 'severity', 'engine'] as const),
    ])
    .where('vbr_server_id', '=', vbrServerId)
    .where('detected_at', '>=', since)
    .orderBy('detected_at')
    .orderBy('id')
    .execute();
}

const instant = z.coerce.date().nullable();
const text = z.string().nullable();
const number = z.number().nullable();

const factSchemas = {
  licence: z.object({
    ...{ status: z.string(), type: text, edition: text },
    ...{ expiresAt: instant, supportExpiresAt: instant },
    ...{ licensedInstances: number, usedInstances: number },
    ...{ licensedSockets: number, usedSockets: number },
  }),
  'configuration-backup': z.object({
    ...{ isEnabled: z.boolean(), isEncrypted: z.boolean().nullable(), repositoryId: text },
    ...{ lastSuccessfulAt: instant, restorePointsToKeep: number },
  }),
  certificate: z.object({
    thumbprint: z.string(),
    subject: text,
    validFrom: instant,
    validTo: instant,
  }),
  'analyzer-run': z.object({ ranAt: instant, result: text }),
};

async function serverFacts(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
): Promise<SeenFacts> {
  const rows = await database
    .selectFrom('server_fact')
    .select(['name', 'value', 'seen_at as seenAt'])
    .where('vbr_server_id', '=', vbrServerId)
    .execute();
  const seen = <Value>(name: string, schema: z.ZodType<Value>) => {
    const row = rows.find((one) => one.name === name);
    const parsed = schema.safeParse(row?.value);
    return row === undefined || !parsed.success
      ? {}
      : { [name]: { value: parsed.data, seenAt: row.seenAt } };
  };
  return {
    ...seen('licence', factSchemas.licence),
    ...seen('configuration-backup', factSchemas['configuration-backup']),
    ...seen('certificate', factSchemas.certificate),
    ...seen('analyzer-run', factSchemas['analyzer-run']),
  };
}
