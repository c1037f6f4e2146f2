import type { VisibleKind, VisibleRow } from '../../src/simulator/truth/visible-rows.ts';
import { type ConnectionSettings, withClient } from '../../src/store/connection.ts';
import { nameOf } from './compare-rows.ts';

/** Rows that VBR no longer has stay in the store, marked; they are not among what is visible. */
const stillThere: Readonly<Record<string, string>> = {
  scale_out_repository: 'is_listed',
  proxy: 'is_listed',
  managed_server: 'is_listed',
  agent_computer: 'is_listed',
  backup: 'is_listed',
  backup_object: 'is_listed',
  malware_object: 'is_listed',
  best_practice: 'is_listed',
  job: 'is_listed',
  backup_file: 'gone_at IS NULL',
  restore_point: 'gone_at IS NULL',
  // A state that a mount has left stays as its history.
  instant_recovery_mount: `last_seen_at = (
    SELECT checked_at FROM source_state WHERE source = 'instant-recovery-mounts')`,
  // The certificate is the simulated server's own and nothing planted.
  server_fact: "name <> 'certificate'",
};

/** What the store keeps of one kind, by the text of its key, in the words of the domain. */
export function keptRows(
  connection: ConnectionSettings,
  { name, key }: VisibleKind,
): Promise<ReadonlyMap<string, VisibleRow>> {
  return withClient(connection, 'stored truth', async (client) => {
    const { rows } = await client.query<Record<string, unknown>>(
      `SELECT * FROM ${name} WHERE ${stillThere[name] ?? 'true'}`,
    );
    const kept = new Map<string, VisibleRow>();
    for (const row of rows) {
      const entries = Object.entries(row).map(([column, value]) => [
        camelCase(column),
        plain(value),
      ]);
      const asRow: VisibleRow = Object.fromEntries(entries);
      kept.set(nameOf(key, asRow), asRow);
    }
    return kept;
  });
}

function camelCase(column: string): string {
  return column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Instants as text; documents stay as they are. */
function plain(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}
