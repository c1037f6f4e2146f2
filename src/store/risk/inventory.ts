import { type Kysely, sql } from 'kysely';
import type { RiskKeeper } from '../../ports/risk-keeper.ts';
import { arrayLiteral } from '../array-literal.ts';
import type { RiskSchema } from './risk-schema.ts';

/** Names of the machines that exist, as imported; null where nobody imported any. */
export async function inventory(
  database: Kysely<RiskSchema>,
  vbrServerId: number,
): Promise<readonly string[] | null> {
  const rows = await database
    .selectFrom('inventory_machine')
    .select('name')
    .where('vbr_server_id', '=', vbrServerId)
    .orderBy('name')
    .execute();
  return rows.length === 0 ? null : rows.map(({ name }) => name);
}

/** Replaces the inventory of each server named; how many machines there are then. */
export function keepInventory(
  database: Kysely<RiskSchema>,
  machines: Parameters<RiskKeeper['keepInventory']>[0],
  importedAt: Date,
): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    let kept = 0;
    for (const [vbrServerId, own] of machines) {
      await transaction
        .deleteFrom('inventory_machine')
        .where('vbr_server_id', '=', vbrServerId)
        .execute();
      const { rows } = await sql`
        INSERT INTO inventory_machine (vbr_server_id, name, platform, imported_at)
        SELECT DISTINCT ON (name) ${vbrServerId}::int, name, platform, ${importedAt}::timestamptz FROM unnest(
          ${arrayLiteral(own.map(({ name }) => name))}::text[],
          ${arrayLiteral(own.map(({ platform }) => platform))}::text[]
        ) AS machine (name, platform) ORDER BY name RETURNING 1`.execute(transaction);
      kept += rows.length;
    }
    return kept;
  });
}
