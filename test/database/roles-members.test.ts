import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  inject,
  onTestFinished,
  test,
} from 'vitest';
import { isFault } from '../../src/domain/errors.ts';
import type { SecretStore } from '../../src/ports/secret-store.ts';
import {
  type AdministeredDatabases,
  createDatabaseAdministration,
  type ExternalDatabase,
} from '../../src/store/administration.ts';
import { type ConnectionSettings, withClient } from '../../src/store/connection.ts';
import {
  connectionLimits,
  loginOf,
  memberRoles,
  secretOf,
} from '../../src/store/migrate/member-roles.ts';
import { volatileSettings } from '../database-cluster.ts';
import { freshDatabases } from '../fixtures/fresh-database.ts';
import { createInMemoryJournal } from '../fixtures/in-memory-journal.ts';
import { createInMemorySecrets } from '../fixtures/in-memory-secrets.ts';
import {
  type BareServer,
  hasPostgres15,
  startPostgres15,
  startPostgres18,
} from './roles-members-server.ts';

function administrationOf(
  external: ExternalDatabase,
  secrets = createInMemorySecrets(),
): AdministeredDatabases {
  return createDatabaseAdministration({
    home: '',
    external,
    secrets,
    journal: createInMemoryJournal(),
  });
}

async function run(connection: ConnectionSettings, sql: string): Promise<void> {
  await withClient(connection, 'roles test', (client) => client.query(sql));
}

/** The SQL in the last part of the sentence, just as a person would copy it. */
async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!isFault(error, 'database-refused')) throw error ?? new Error('it was not refused');
  return error.message.slice(error.message.indexOf('\n') + 1);
}

/** One statement at a time, as psql sends them. */
async function runAsAdministrator(administrator: ConnectionSettings, sql: string): Promise<void> {
  for (const line of sql.split('\n')) if (!line.startsWith('--')) await run(administrator, line);
}

describe.for([
  { version: '18', start: startPostgres18, isHere: true },
  { version: '15', start: startPostgres15, isHere: hasPostgres15 },
])('on a bare PostgreSQL $version', ({ version, start, isHere }) => {
  let server: BareServer | null = null;
  beforeAll(async () => {
    if (isHere) server = await start();
  });
  afterAll(() => server?.stop());

  beforeEach(({ skip }) => skip(!isHere, "Debian's postgresql-15 is not installed here"));

  function superUser(): ConnectionSettings {
    if (server === null) throw new Error('the server was not started');
    return server.administrator;
  }

  function given(user: string): ExternalDatabase {
    const { host, port } = superUser();
    const names = { metricsDatabase: 'estate_metrics', riskDatabase: 'estate_risk' };
    return { host, port, user, password: user, ...names };
  }

  test('an owner without rights is told the SQL, which is all that is needed', async () => {
    const administrator = superUser();
    await run(administrator, "CREATE ROLE owner_only LOGIN PASSWORD 'owner_only'");
    const external = given('owner_only');

    const createDatabases = await refusal(administrationOf(external).migrate());
    expect(createDatabases).toContain('CREATE DATABASE "estate_metrics" OWNER "owner_only"');
    await runAsAdministrator(administrator, createDatabases);

    const createRoles = await refusal(administrationOf(external).migrate());
    expect(createRoles).toContain('CREATE ROLE dr365_remediation NOLOGIN;');
    await runAsAdministrator(administrator, createRoles);

    const members = Object.fromEntries(
      memberRoles.map((role) => [role, { user: loginOf(role), password: 'choose one' }]),
    );
    const administration = administrationOf({ ...external, members });
    expect(await administration.migrate()).toMatchObject([
      { database: 'metrics', applied: expect.arrayContaining(['0001-first-light']) },
      { database: 'risk', applied: expect.arrayContaining(['0001-first-light']) },
    ]);
    expect((await administration.status()).serverVersion).toMatch(new RegExp(`^${version}[.]`));
    const { collector } = await administration.connections();
    await run(collector.metrics, 'SELECT count(*) FROM session');
    expect(await administration.migrate()).toMatchObject([{ applied: [] }, { applied: [] }]);
  });

  test('a login that is to join a group is granted, or the grant is told', async () => {
    const administrator = superUser();
    await run(administrator, "CREATE ROLE reader LOGIN PASSWORD 'reader'");
    const own = { user: 'reader', password: 'reader' };
    const choose = (role: string) => ({ user: role, password: 'choose one' });
    const members = {
      collector: choose('dr365_collector_login'),
      analyst: choose('dr365_analyst_login'),
      remediation: choose('dr365_remediation_login'),
      mcp: own,
    };
    const sql = await refusal(administrationOf({ ...given('owner_only'), members }).migrate());
    expect(sql).toContain('GRANT dr365_mcp TO "reader";');
    await administrationOf({
      ...given('owner_only'),
      ...adminLogin(administrator),
      members,
    }).migrate();
    await run({ ...administrator, ...own, database: 'estate_metrics' }, 'SELECT FROM answers.run');

    const missing = { ...members, mcp: { user: 'nobody', password: '' } };
    await expect(
      administrationOf({ ...given('owner_only'), members: missing }).migrate(),
    ).rejects.toMatchObject({ message: expect.stringContaining('the login nobody given') });
  });

  test('the logins of another machine are never given a new password', async () => {
    const administrator = superUser();
    const external = { ...given('owner_only'), ...adminLogin(administrator) };
    await expect(administrationOf(external).migrate()).rejects.toMatchObject({
      code: 'database-refused',
      message: expect.stringContaining(
        'dr365_collector_login exists, and its password is not known',
      ),
    });
  });

  test('an owner who may create roles and databases needs nobody', async () => {
    const administrator = superUser();
    for (const database of ['estate_metrics', 'estate_risk']) {
      await run(administrator, `DROP DATABASE ${database}`);
    }
    for (const role of memberRoles) {
      await run(administrator, `DROP ROLE dr365_${role}_login`);
      await run(administrator, `DROP ROLE dr365_${role}`);
    }
    await run(administrator, "CREATE ROLE maker LOGIN CREATEDB CREATEROLE PASSWORD 'maker'");
    const secrets = createInMemorySecrets();
    const administration = administrationOf(given('maker'), secrets);
    await administration.migrate();
    const { mcp, remediation } = await administration.connections();
    expect(await secrets.read(secretOf('mcp'))).toBe(mcp.metrics.password);
    await run(mcp.metrics, 'SELECT FROM answers.run');
    await run(remediation.risk, 'SELECT 1');
  });
});

function adminLogin(administrator: ConnectionSettings): { user: string; password: string } {
  return { user: administrator.user, password: administrator.password };
}

describe('the logins', () => {
  test('each may connect, has its limit, and is no more than a member of its group', async () => {
    const { connections, drop } = await freshDatabases();
    onTestFinished(drop);
    await withClient(connections.owner.risk, 'roles test', async (client) => {
      for (const role of memberRoles) {
        const { rows } = await client.query(
          `SELECT rolconnlimit AS "limit", rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls AS more,
                  ARRAY(SELECT roleid::regrole::text FROM pg_auth_members WHERE member = r.oid) AS groups,
                  (SELECT rolpassword FROM pg_authid a WHERE a.oid = r.oid) ^@ 'SCRAM-SHA-256$' AS scram
           FROM pg_roles r WHERE rolname = $1`,
          [loginOf(role)],
        );
        expect(rows).toEqual([
          { limit: connectionLimits[role], more: false, groups: [`dr365_${role}`], scram: true },
        ]);
        await run(connections[role].risk, 'SELECT 1');
      }
    });
  });

  test('none may make a table or a temporary one, and a question over MCP ends by itself', async () => {
    const { connections, drop } = await freshDatabases();
    onTestFinished(drop);
    for (const role of memberRoles) {
      for (const sql of ['CREATE TABLE public.planted ()', 'CREATE TEMP TABLE planted ()']) {
        await expect(run(connections[role].risk, sql)).rejects.toMatchObject({ code: '42501' });
      }
    }
    await withClient(connections.mcp.risk, 'roles test', async (client) => {
      const { rows } = await client.query('SHOW statement_timeout');
      expect(rows).toEqual([{ statement_timeout: '20s' }]);
    });
  });

  test('fresh databases have the rights of the template and nothing of each other', async () => {
    const [one, other] = [await freshDatabases(), await freshDatabases()];
    onTestFinished(async () => {
      await one.drop();
      await other.drop();
    });
    const rights = (connection: ConnectionSettings) =>
      withClient(connection, 'roles test', async (client) => {
        const { rows } = await client.query<{ rights: string }>(
          'SELECT datacl::text AS rights FROM pg_database WHERE datname = current_database()',
        );
        return rows[0]?.rights;
      });
    const template = inject('templateConnections').owner;
    expect(await rights(one.connections.owner.metrics)).toBe(await rights(template.metrics));
    expect(await rights(one.connections.owner.risk)).toBe(await rights(template.risk));
    await run(one.connections.owner.metrics, 'CREATE TABLE planted ()');
    await expect(run(other.connections.owner.metrics, 'SELECT FROM planted')).rejects.toMatchObject(
      {
        code: '42P01',
      },
    );
  });

  test('on the embedded server a login whose password was lost gets a new one', async () => {
    const home = await mkdtemp(join(tmpdir(), `dr365-test-lost-${process.pid}-`));
    const administrationWith = (secrets: SecretStore) =>
      createDatabaseAdministration({
        home,
        external: null,
        secrets,
        journal: createInMemoryJournal(),
        embeddedSettings: volatileSettings,
      });
    const secrets = createInMemorySecrets();
    const before = administrationWith(secrets);
    onTestFinished(async () => {
      await before.stop({ ifUnused: false });
      await rm(home, { recursive: true, force: true, maxRetries: 10 });
    });
    await expect(before.connections()).rejects.toMatchObject({ code: 'database-refused' });
    await before.migrate();
    const owner = (await secrets.read('database-owner')) ?? '';
    const after = administrationWith(createInMemorySecrets({ 'database-owner': owner }));
    await after.migrate();
    const { analyst } = await after.connections();
    expect(analyst.metrics.password).not.toBe(
      (await before.connections()).analyst.metrics.password,
    );
    await run(analyst.metrics, 'SELECT FROM run');
  });
});
