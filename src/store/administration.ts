import { Fault } from '../domain/errors.ts';
import type { DatabaseAdministration, MigrationReport } from '../ports/database-administration.ts';
import type { Journal } from '../ports/journal.ts';
import type { SecretStore } from '../ports/secret-store.ts';
import {
  type ConnectionSettings,
  type DatabaseRole,
  databaseFault,
  errorCode,
  withClient,
} from './connection.ts';
import { createEmbeddedServer } from './embedded/embedded-server.ts';
import { schemaStatus } from './migrate/database-status.ts';
import { type Login, loginOf, type MemberRole, secretOf } from './migrate/member-roles.ts';
import {
  type Databases,
  databasesAreCurrent,
  migrateDatabases,
} from './migrate/migrate-databases.ts';
import { listMigrations, packagedMigrations } from './migrate/migration-files.ts';

/** A PostgreSQL of the administrator's, by settings. */
export interface ExternalDatabase {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly ssl?: NonNullable<ConnectionSettings['ssl']>;
  readonly metricsDatabase: string;
  readonly riskDatabase: string;
  /** Logins made by the administrator; the others are made by `migrate`. */
  readonly members?: Partial<Record<MemberRole, Login>>;
}

export interface AdministrationParts {
  readonly home: string;
  /** Null means the embedded server below the home folder. */
  readonly external: ExternalDatabase | null;
  readonly secrets: SecretStore;
  readonly journal: Journal;
  readonly migrationsFolder?: string;
  /** Server settings of the embedded one laid over the defaults. */
  readonly embeddedSettings?: Readonly<Record<string, string>>;
}

/** How each role reaches both databases. */
export type RoleConnections = Readonly<Record<DatabaseRole, Databases>>;

export type AdministeredDatabases = DatabaseAdministration & {
  /** Makes sure the server answers; refuses when `migrate` has not made the logins yet. */
  readonly connections: () => Promise<RoleConnections>;
  /** Makes sure the server answers, and says how the owner reaches both databases, whatever their schema. */
  readonly owner: () => Promise<Databases>;
};

type Owner = Omit<ConnectionSettings, 'database'>;

/** Where the databases are and how they are brought up, the same for both kinds of server. */
interface Site {
  readonly kind: 'embedded' | 'external';
  readonly names: Readonly<Record<'metrics' | 'risk', string>>;
  readonly given: Partial<Record<MemberRole, Login>>;
  readonly ensureRunning: () => Promise<Owner>;
  /** The last known address, not asked whether it answers; null before the first start. */
  readonly remembered: () => Promise<Owner | null>;
  /** Null when it is known not to run. */
  readonly found: () => Promise<Owner | null>;
  readonly stop: DatabaseAdministration['stop'];
}

const stoppedElsewhere = async () => false;
const unchanged: readonly MigrationReport[] = [
  { database: 'metrics', applied: [] },
  { database: 'risk', applied: [] },
];

export function createDatabaseAdministration(parts: AdministrationParts): AdministeredDatabases {
  const site = parts.external === null ? embeddedSite(parts) : externalSite(parts.external);
  const folder = parts.migrationsFolder ?? packagedMigrations();
  return {
    ensureRunning: async () => {
      await site.ensureRunning();
    },
    migrate: () => migrate(site, parts, folder),
    status: () => statusOf(site, folder),
    stop: site.stop,
    owner: async () => databasesOf(site, await site.ensureRunning()),
    connections: async () => connectionsOf(site, await site.ensureRunning(), parts.secrets),
  };
}

function embeddedSite(parts: AdministrationParts): Site {
  const server = createEmbeddedServer({
    home: parts.home,
    secrets: parts.secrets,
    journal: parts.journal,
    settings: parts.embeddedSettings ?? {},
  });
  return {
    kind: 'embedded',
    names: { metrics: 'dr365v_metrics', risk: 'dr365v' },
    given: {},
    ensureRunning: server.ensureRunning,
    remembered: server.remembered,
    found: server.running,
    stop: server.stop,
  };
}

function externalSite(external: ExternalDatabase): Site {
  const { metricsDatabase, riskDatabase, members, ...owner } = external;
  return {
    kind: 'external',
    names: { metrics: metricsDatabase, risk: riskDatabase },
    given: members ?? {},
    ensureRunning: async () => {
      await requireAnswer({ ...owner, database: metricsDatabase });
      return owner;
    },
    remembered: async () => owner,
    found: async () => owner,
    stop: stoppedElsewhere,
  };
}

async function migrate(
  site: Site,
  parts: AdministrationParts,
  folder: string,
): Promise<readonly MigrationReport[]> {
  const membersFor = (owner: Owner) => ({
    owner: owner.user,
    secrets: parts.secrets,
    given: site.given,
    isOurServer: site.kind === 'embedded',
  });
  const last = await site.remembered();
  const isCurrent =
    last !== null && (await databasesAreCurrent(databasesOf(site, last), membersFor(last), folder));
  if (isCurrent) return unchanged;
  const owner = await site.ensureRunning();
  const reports = await migrateDatabases(databasesOf(site, owner), membersFor(owner), folder);
  for (const { database, applied } of reports) {
    for (const file of applied) parts.journal.action('database', 'migrated', { database, file });
  }
  return reports;
}

/** A database that is still to be made is an answer too. */
async function requireAnswer(connection: ConnectionSettings): Promise<void> {
  try {
    await withClient(connection, 'dr365 start', async () => {});
  } catch (error) {
    if (errorCode(error) !== '3D000') throw databaseFault(error, connection);
  }
}

function databasesOf(site: Site, login: Owner): Databases {
  return {
    metrics: { ...login, database: site.names.metrics },
    risk: { ...login, database: site.names.risk },
  };
}

async function statusOf(site: Site, folder: string): ReturnType<DatabaseAdministration['status']> {
  const newestSchema = {
    metrics: (await listMigrations(folder, 'metrics')).length,
    risk: (await listMigrations(folder, 'risk')).length,
  };
  const owner = await site.found();
  const schema = owner === null ? null : await schemaStatus(databasesOf(site, owner));
  return {
    kind: site.kind,
    running: schema !== null,
    host: owner?.host ?? null,
    port: owner?.port ?? null,
    serverVersion: schema?.serverVersion ?? null,
    metricsSchema: schema?.metricsSchema ?? null,
    riskSchema: schema?.riskSchema ?? null,
    newestSchema,
  };
}

async function connectionsOf(
  site: Site,
  owner: Owner,
  secrets: SecretStore,
): Promise<RoleConnections> {
  const of = async (role: MemberRole) =>
    databasesOf(site, { ...owner, ...(site.given[role] ?? (await madeLogin(role, secrets))) });
  const [collector, analyst, remediation, mcp] = await Promise.all([
    of('collector'),
    of('analyst'),
    of('remediation'),
    of('mcp'),
  ]);
  return { owner: databasesOf(site, owner), collector, analyst, remediation, mcp };
}

async function madeLogin(role: MemberRole, secrets: SecretStore): Promise<Login> {
  const password = await secrets.read(secretOf(role));
  if (password !== null) return { user: loginOf(role), password };
  throw new Fault({
    code: 'database-refused',
    happened: `the database login of the role ${role} has not been made`,
    means: 'that part of DR365 cannot log in',
    next: 'run "dr365 db migrate"',
  });
}
