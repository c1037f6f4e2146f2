import { Fault } from '../../domain/errors.ts';
import type { MigrationReport } from '../../ports/database-administration.ts';
import { type ConnectionSettings, databaseFault, withClient } from '../connection.ts';
import { applyMigrations, holdMigrationLock } from './apply-migrations.ts';
import { createMissingDatabases } from './create-databases.ts';
import {
  type MemberParts,
  makeLoginMembers,
  membersAreReady,
  requireGroups,
} from './login-members.ts';
import { type DatabaseKind, listMigrations } from './migration-files.ts';
import { appliedNumbers, missingMigrations } from './schema-version.ts';

export type Databases = Readonly<Record<DatabaseKind, ConnectionSettings>>;

const applicationName = 'dr365 migrate';

/** Whether there is nothing to be done, at the price of two queries; false also when the databases do not answer. */
export async function databasesAreCurrent(
  databases: Databases,
  members: MemberParts,
  folder: string,
): Promise<boolean> {
  const isCurrent = (database: DatabaseKind) =>
    withClient(databases[database], applicationName, async (client) => {
      const applied = await appliedNumbers(client);
      const known = await listMigrations(folder, database);
      if (missingMigrations(database, applied, known).length > 0) return false;
      return database === 'risk' || (await membersAreReady(client, members));
    });
  try {
    const [metrics, risk] = await Promise.all([isCurrent('metrics'), isCurrent('risk')]);
    return metrics && risk;
  } catch (error) {
    // Whatever else is wrong shows itself again, with its own words, when the work is begun.
    if (error instanceof Fault) throw error;
    return false;
  }
}

/** Brings both databases, the roles and the logins up to date; any number of processes may ask at once. */
export async function migrateDatabases(
  databases: Databases,
  members: MemberParts,
  folder: string,
): Promise<readonly MigrationReport[]> {
  const metricsMigrations = await listMigrations(folder, 'metrics');
  const riskMigrations = await listMigrations(folder, 'risk');
  try {
    await createMissingDatabases([databases.metrics, databases.risk]);
    return await withClient(databases.metrics, applicationName, async (client) => {
      await holdMigrationLock(client);
      await requireGroups(client, members.owner);
      const metrics = await applyMigrations(client, 'metrics', metricsMigrations);
      const risk = await withClient(databases.risk, applicationName, (riskClient) =>
        applyMigrations(riskClient, 'risk', riskMigrations),
      );
      await makeLoginMembers(client, members);
      return [metrics, risk];
    });
  } catch (error) {
    throw databaseFault(error, databases.metrics);
  }
}
