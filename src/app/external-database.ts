import { readFile } from 'node:fs/promises';
import { type DatabaseSettings, databaseRoles } from '../settings/database-settings.ts';
import type { ExternalDatabase } from '../store/administration.ts';

/** The administrator's PostgreSQL, from the settings' words to the store's. */
export async function externalDatabase(settings: DatabaseSettings): Promise<ExternalDatabase> {
  const members: Record<string, { user: string; password: string }> = {};
  for (const role of databaseRoles) {
    const login = settings.roles[role];
    if (login !== null) members[role] = { user: login.user, password: login.password.reveal() };
  }
  return {
    host: settings.host,
    port: settings.port,
    user: settings.user,
    password: settings.password.reveal(),
    metricsDatabase: settings.metricsName,
    riskDatabase: settings.riskName,
    members,
    ...(settings.tls === 'verify' && { ssl: await authority(settings.caFile) }),
  };
}

async function authority(caFile: string | null): Promise<true | { readonly ca: string }> {
  return caFile === null ? true : { ca: await readFile(caFile, 'utf8') };
}
