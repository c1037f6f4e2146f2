import { randomBytes } from 'node:crypto';
import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import { Fault } from '../../domain/errors.ts';
import type { SecretStore } from '../../ports/secret-store.ts';
import { errorCode } from '../connection.ts';
import { rightMissing } from './administrator-sql.ts';
import {
  connectionLimits,
  groupOf,
  type Login,
  loginOf,
  type MemberRole,
  memberRoles,
  questionTimeout,
  secretOf,
} from './member-roles.ts';
import { scramVerifier } from './scram-verifier.ts';

export interface MemberParts {
  readonly owner: string;
  readonly secrets: SecretStore;
  /** Logins that were given by the settings; for the others we make our own. */
  readonly given: Partial<Record<MemberRole, Login>>;
  /** Whether the server is ours alone, so that a login whose password was lost may get a new one. */
  readonly isOurServer: boolean;
}

const insufficientPrivilege = '42501';

/** Refuses early, with the SQL, when groups are missing and this user may not make them. */
export async function requireGroups(client: Client, owner: string): Promise<void> {
  const missing = await missingRoles(client, memberRoles, groupOf);
  if (missing.length === 0 || (await mayMakeRoles(client))) return;
  const logins = await missingRoles(client, memberRoles, loginOf);
  throw rightMissing(`${owner} may not create roles`, { owner, groups: missing, logins });
}

/** Makes the login members of the group roles, or lets the given logins join; repeatable under the migration lock. */
export async function makeLoginMembers(client: Client, parts: MemberParts): Promise<void> {
  const missing = new Set(await missingRoles(client, memberRoles, loginOf));
  await client.query('BEGIN');
  try {
    for (const role of memberRoles) {
      const given = parts.given[role];
      if (given !== undefined) await join(client, role, given.user);
      else if (missing.has(role)) await makeLogin(client, role, parts.secrets);
      else await keepLogin(client, role, parts);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw errorCode(error) === insufficientPrivilege ? noRight(parts, [...missing], error) : error;
  }
}

/** True when nothing of the above is to be done, as far as one query and the secret store tell. */
export async function membersAreReady(client: Client, parts: MemberParts): Promise<boolean> {
  const own = memberRoles.filter((role) => parts.given[role] === undefined);
  const names = memberRoles.map((role) => parts.given[role]?.user ?? loginOf(role));
  const { rows } = await client.query<{ members: number }>(
    `SELECT count(*) AS members FROM unnest($1::text[], $2::text[]) AS wanted (login, grp)
     JOIN pg_roles login ON login.rolname = wanted.login
     JOIN pg_roles grp ON grp.rolname = wanted.grp
     WHERE pg_has_role(login.oid, grp.oid, 'MEMBER')`,
    [names, memberRoles.map(groupOf)],
  );
  if (rows[0]?.members !== memberRoles.length) return false;
  const secrets = await Promise.all(own.map((role) => parts.secrets.read(secretOf(role))));
  return secrets.every((secret) => secret !== null);
}

async function missingRoles(
  client: Client,
  roles: readonly MemberRole[],
  nameOf: (role: MemberRole) => string,
): Promise<MemberRole[]> {
  const { rows } = await client.query<{ name: string }>(
    'SELECT rolname AS name FROM pg_roles WHERE rolname = ANY($1)',
    [roles.map(nameOf)],
  );
  const found = new Set(rows.map((row) => row.name));
  return roles.filter((role) => !found.has(nameOf(role)));
}

async function mayMakeRoles(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ allowed: boolean }>(
    'SELECT rolsuper OR rolcreaterole AS allowed FROM pg_roles WHERE rolname = current_user',
  );
  return rows[0]?.allowed ?? false;
}

/** The secret is kept before the role has it: a process killed in between loses nothing. */
async function makeLogin(client: Client, role: MemberRole, secrets: SecretStore): Promise<void> {
  const password = (await secrets.read(secretOf(role))) ?? (await newSecret(role, secrets));
  await client.query(
    `CREATE ROLE ${loginOf(role)} LOGIN CONNECTION LIMIT ${connectionLimits[role]}
     PASSWORD ${escapeLiteral(scramVerifier(password))} IN ROLE ${groupOf(role)}`,
  );
  if (role === 'mcp') {
    await client.query(`ALTER ROLE ${loginOf(role)} SET statement_timeout = '${questionTimeout}'`);
  }
}

async function keepLogin(client: Client, role: MemberRole, parts: MemberParts): Promise<void> {
  await join(client, role, loginOf(role));
  if ((await parts.secrets.read(secretOf(role))) !== null) return;
  if (!parts.isOurServer) throw passwordElsewhere(role);
  const password = await newSecret(role, parts.secrets);
  const verifier = escapeLiteral(scramVerifier(password));
  await client.query(`ALTER ROLE ${loginOf(role)} PASSWORD ${verifier}`);
}

async function newSecret(role: MemberRole, secrets: SecretStore): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  await secrets.write(secretOf(role), password);
  return password;
}

async function join(client: Client, role: MemberRole, user: string): Promise<void> {
  const { rows } = await client.query<{ joined: boolean }>(
    "SELECT pg_has_role(oid, $2::name, 'MEMBER') AS joined FROM pg_roles WHERE rolname = $1",
    [user, groupOf(role)],
  );
  if (rows[0] === undefined) throw unknownLogin(role, user);
  if (rows[0].joined) return;
  await client.query(`GRANT ${groupOf(role)} TO ${escapeIdentifier(user)}`);
}

function unknownLogin(role: MemberRole, user: string): Fault {
  return new Fault({
    code: 'database-refused',
    happened: `the login ${user} given for the role ${role} does not exist`,
    means: 'that part of DR365 cannot log in',
    next: `make it, or unset DB_${role.toUpperCase()}_USER so that one is made`,
  });
}

function noRight(parts: MemberParts, logins: readonly MemberRole[], cause: unknown): Fault {
  const joins = memberRoles.flatMap((role) => {
    const user = parts.given[role]?.user;
    return user === undefined ? [] : [{ role, user }];
  });
  const own = logins.filter((role) => parts.given[role] === undefined);
  const work = { owner: parts.owner, logins: own, joins };
  return rightMissing(`${parts.owner} may not create or grant roles`, work, cause);
}

function passwordElsewhere(role: MemberRole): Fault {
  const setting = `DB_${role.toUpperCase()}`;
  return new Fault({
    code: 'database-refused',
    happened: `the login ${loginOf(role)} exists, and its password is not known to this machine`,
    means: 'another DR365 made it, and a new password would lock that one out',
    next: `set ${setting}_USER and ${setting}_PASSWORD, or drop the login and migrate again`,
  });
}
