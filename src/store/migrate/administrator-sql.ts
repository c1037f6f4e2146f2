import { escapeIdentifier } from 'pg';
import { Fault } from '../../domain/errors.ts';
import { connectionLimits, groupOf, loginOf, type MemberRole } from './member-roles.ts';

export interface AdministratorWork {
  /** The user that is to own the databases. */
  readonly owner: string;
  readonly databases: readonly string[];
  readonly groups: readonly MemberRole[];
  readonly logins: readonly MemberRole[];
  /** Logins of other names that are to join a group. */
  readonly joins: ReadonlyArray<{ readonly role: MemberRole; readonly user: string }>;
}

/** The statements that only a database administrator may run, one a line; passwords are left to be chosen. */
function administratorSql(work: Partial<AdministratorWork> & { owner: string }): string {
  const owner = escapeIdentifier(work.owner);
  return [
    ...(work.groups ?? []).map((role) => `CREATE ROLE ${groupOf(role)} NOLOGIN;`),
    ...(work.logins ?? []).map(
      (role) =>
        `CREATE ROLE ${loginOf(role)} LOGIN CONNECTION LIMIT ${connectionLimits[role]} PASSWORD 'choose one' IN ROLE ${groupOf(role)};`,
    ),
    ...(work.joins ?? []).map(
      ({ role, user }) => `GRANT ${groupOf(role)} TO ${escapeIdentifier(user)};`,
    ),
    ...(work.databases ?? []).map(
      (database) =>
        `CREATE DATABASE ${escapeIdentifier(database)} OWNER ${owner} TEMPLATE template0 ENCODING 'UTF8';`,
    ),
  ].join('\n');
}

/** Says what is missing and carries the SQL; it ends in a comment, so that it can be pasted as it stands. */
export function rightMissing(
  happened: string,
  work: Partial<AdministratorWork> & { owner: string },
  cause?: unknown,
): Fault {
  const logins = work.logins ?? [];
  const afterwards =
    logins.length === 0
      ? 'then repeat the command'
      : 'then set DB_<ROLE>_USER and DB_<ROLE>_PASSWORD for each login and repeat the command';
  return new Fault({
    code: 'database-refused',
    happened,
    means: 'a database administrator has to do this part once',
    next: `let an administrator run:\n${administratorSql(work)}\n-- ${afterwards}`,
    cause,
  });
}
