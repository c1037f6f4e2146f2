import { type Kysely, sql } from 'kysely';
import { arrayLiteral } from '../array-literal.ts';
import type { MetricsSchema } from '../schema.ts';

type MarkTableName = 'fold_mark' | 'analysis_mark';

/** The stamps this store put on the marks it read, so that it clears none that changed since. */
export interface MarkStamps {
  readonly remember: (vbrServerId: number, jobId: string, stamp: string) => void;
  /** Clears the marks whose stamp is still the one that was read; marks never read here stay. */
  readonly clear: (
    transaction: Kysely<MetricsSchema>,
    vbrServerId: number,
    jobIds: readonly string[],
  ) => Promise<void>;
}

export function createMarkStamps(table: MarkTableName): MarkStamps {
  const stamps = new Map<string, string>();
  const keyOf = (vbrServerId: number, jobId: string) => `${vbrServerId} ${jobId}`;
  return {
    remember: (vbrServerId, jobId, stamp) => {
      stamps.set(keyOf(vbrServerId, jobId), stamp);
    },
    clear: async (transaction, vbrServerId, jobIds) => {
      const read = jobIds.flatMap((jobId) => stamps.get(keyOf(vbrServerId, jobId)) ?? []);
      if (read.length === 0) return;
      await transaction
        .deleteFrom(table)
        .where('vbr_server_id', '=', vbrServerId)
        .where(sql<boolean>`job_id = ANY(${arrayLiteral(jobIds)}::text[])`)
        .where(sql<boolean>`read_as = ANY(${arrayLiteral(read)}::uuid[])`)
        .execute();
      for (const jobId of jobIds) stamps.delete(keyOf(vbrServerId, jobId));
    },
  };
}
