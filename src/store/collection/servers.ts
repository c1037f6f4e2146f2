import type { Kysely } from 'kysely';
import type { Revision, ServerClock, ServerInfo, VbrServer } from '../../domain/vbr-server.ts';
import type { MetricsSchema } from '../schema.ts';
import { serverColumns, serverFrom } from '../server-row.ts';

/** The server of a settings entry, made at first contact; processes that come together get the same one. */
export function registerServer(
  database: Kysely<MetricsSchema>,
  entry: string,
  address: string,
  revision: Revision,
): Promise<VbrServer> {
  return database.transaction().execute(async (transaction) => {
    const known = await transaction
      .updateTable('vbr_server')
      .set({ address, revision })
      .where('entry', '=', entry)
      .returning(serverColumns)
      .executeTakeFirst();
    if (known !== undefined) return serverFrom(known);
    const made = await transaction
      .insertInto('vbr_server')
      .values({ entry, address, revision })
      .onConflict((conflict) => conflict.column('entry').doUpdateSet({ address, revision }))
      .returning(serverColumns)
      .executeTakeFirstOrThrow();
    return serverFrom(made);
  });
}

/** What the server said of itself; a null part leaves what is known. */
export async function recordServer(
  database: Kysely<MetricsSchema>,
  vbrServerId: number,
  info: ServerInfo | null,
  clock: ServerClock | null,
): Promise<void> {
  if (info !== null) {
    await database
      .updateTable('vbr_server')
      .set({
        has_info: true,
        vbr_id: info.vbrId,
        name: info.name,
        build_version: info.buildVersion,
        platform: info.platform,
      })
      .where('id', '=', vbrServerId)
      .execute();
  }
  if (clock === null) return;
  await database
    .updateTable('vbr_server')
    .set({
      clock_server_time: clock.serverTime,
      clock_offset_minutes: clock.offsetMinutes,
      clock_zone: clock.zone,
      clock_skew_seconds: clock.skewSeconds,
    })
    .where('id', '=', vbrServerId)
    .execute();
}
