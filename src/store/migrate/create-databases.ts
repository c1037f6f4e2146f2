import { type Client, escapeIdentifier } from 'pg';
import { type ConnectionSettings, errorCode, withClient } from '../connection.ts';
import { rightMissing } from './administrator-sql.ts';

const applicationName = 'dr365 migrate';
const maintenanceDatabase = 'postgres';
const noSuchDatabase = '3D000';
const alreadyThere = new Set(['42P04', '23505']);
const insufficientPrivilege = '42501';

/** Makes those databases that are missing, in UTF-8; says the SQL when the owner has no right to. */
export async function createMissingDatabases(
  databases: readonly ConnectionSettings[],
): Promise<void> {
  const missing: ConnectionSettings[] = [];
  for (const database of databases) if (await isMissing(database)) missing.push(database);
  const [first] = missing;
  if (first === undefined) return;
  await withClient({ ...first, database: maintenanceDatabase }, applicationName, async (client) => {
    for (const { database } of missing) await create(client, first.user, database);
  }).catch((error: unknown) => {
    if (errorCode(error) !== insufficientPrivilege) throw error;
    const names = missing.map(({ database }) => database);
    throw rightMissing(
      `${first.user} may not create databases`,
      { owner: first.user, databases: names },
      error,
    );
  });
}

async function isMissing(database: ConnectionSettings): Promise<boolean> {
  try {
    await withClient(database, applicationName, async () => {});
    return false;
  } catch (error) {
    if (errorCode(error) === noSuchDatabase) return true;
    throw error;
  }
}

/** Another process may be making it at the same time; then it is there as well. */
async function create(client: Client, owner: string, database: string): Promise<void> {
  const name = escapeIdentifier(database);
  try {
    await client.query(
      `CREATE DATABASE ${name} OWNER ${escapeIdentifier(owner)} TEMPLATE template0 ENCODING 'UTF8'`,
    );
  } catch (error) {
    if (!alreadyThere.has(errorCode(error))) throw error;
  }
}
