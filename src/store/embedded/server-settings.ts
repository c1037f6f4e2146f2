import { writeFile } from 'node:fs/promises';

export interface ServerSettings {
  readonly port: number;
  readonly socketFolder: string | null;
  /** Laid over the defaults; for tests, which need no durability. */
  readonly extra: Readonly<Record<string, string>>;
}

/** Modest on purpose: it shares a machine with other work. ALTER SYSTEM still overrides each of them. */
const defaults: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  password_encryption: 'scram-sha-256',
  max_connections: '100',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %q%a ',
  log_min_duration_statement: '5s',
  // A first collection fills whole tables at once; answers are slow until they are vacuumed.
  autovacuum_naptime: '15s',
};

/** Writes the settings beside postgresql.conf, which includes them; done before every start. */
export async function writeServerSettings(file: string, settings: ServerSettings): Promise<void> {
  const all = {
    ...defaults,
    port: String(settings.port),
    unix_socket_directories: settings.socketFolder ?? '',
    unix_socket_permissions: '0700',
    ...settings.extra,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name} = ${quoted(value)}`);
  const head = '# Written by DR365 before every start; use ALTER SYSTEM for settings of your own.';
  await writeFile(file, `${[head, ...lines].join('\n')}\n`);
}

function quoted(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
