import { Client, type ClientConfig, DatabaseError, Pool, TypeOverrides } from 'pg';
import { Fault } from '../domain/errors.ts';
import { shownText } from '../domain/foreign-text.ts';

/** Who connects: the owner migrates, the others have only what the migrations grant them. */
const databaseRoles = ['owner', 'collector', 'analyst', 'remediation', 'mcp'] as const;
export type DatabaseRole = (typeof databaseRoles)[number];

export interface ConnectionSettings {
  /** A host name, an address, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** True trusts the system's authorities, `ca` a PEM text; absent means unencrypted. */
  readonly ssl?: boolean | { readonly ca: string };
}

export interface PoolOptions {
  readonly max: number;
  readonly applicationName: string;
  readonly statementTimeoutMs?: number;
}

const connectTimeoutMs = 10_000;
/** What nobody needs is given back soon: several processes work over one database. */
const idleTimeoutMs = 1000;
const int8Oid = 20;

/** A pool that survives the loss of idle connections and reads int8 as number (exact to 2^53). */
export function openPool(connection: ConnectionSettings, options: PoolOptions): Pool {
  const pool = new Pool({
    ...clientConfig(connection, options.applicationName),
    max: options.max,
    idleTimeoutMillis: idleTimeoutMs,
    ...(options.statementTimeoutMs === undefined
      ? {}
      : { statement_timeout: options.statementTimeoutMs }),
  });
  // The pool replaces a lost idle connection by itself; without a listener the process would end.
  pool.on('error', () => {});
  return pool;
}

/** Runs work on one connection of its own and closes it, whatever happens. */
export async function withClient<Result>(
  connection: ConnectionSettings,
  applicationName: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = await openClient(connection, applicationName);
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** A connection of its own, to be ended by whoever asked for it. */
export async function openClient(
  connection: ConnectionSettings,
  applicationName: string,
): Promise<Client> {
  const client = new Client(clientConfig(connection, applicationName));
  // The query in flight is rejected as well; that rejection is the one that is handled.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

function clientConfig(connection: ConnectionSettings, applicationName: string): ClientConfig {
  const types = new TypeOverrides();
  types.setTypeParser(int8Oid, Number);
  return {
    ...connection,
    types,
    application_name: applicationName,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
  };
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);
const downStates = /^(08|53|57P0)/;
const refusedStates = /^(28|3D000|42501|25006)/;
const lostConnection = /connection terminated|timeout expired|timeout exceeded when trying/i;
const refusedHandshake = /^SASL|does not support SSL|certificate/i;

/** Any error of the driver in the words of the domain; the address is all it tells about the server. */
export function databaseFault(
  error: unknown,
  at?: Pick<ConnectionSettings, 'host' | 'port'>,
): Fault {
  if (error instanceof Fault) return error;
  const where = at === undefined ? 'PostgreSQL' : `PostgreSQL at ${at.host}:${at.port}`;
  const code = errorCode(error);
  const message = error instanceof Error ? error.message : '';
  if (networkCodes.has(code) || downStates.test(code) || lostConnection.test(message)) {
    return new Fault({
      code: 'database-down',
      happened: `${where} does not answer${code === '' ? '' : ` (${code})`}`,
      means: 'nothing can be read or kept until it does',
      next: 'start it or check DB_HOST and DB_PORT, then try again',
      cause: error,
    });
  }
  if (refusedStates.test(code) || refusedHandshake.test(message)) {
    return refusedFault(where, code, message, error);
  }
  return new Fault({
    code: 'defect',
    happened: `${where} rejected a statement (${code === '' ? 'no code' : code})`,
    means: 'this is a fault in DR365 or in its schema',
    next: 'run "dr365 db status" and report it with the log',
    cause: error,
  });
}

function refusedFault(where: string, code: string, message: string, cause: unknown): Fault {
  if (code === '3D000') {
    return new Fault({
      code: 'database-refused',
      happened: `${where} has no such database`,
      means: 'there is nowhere to keep data',
      next: 'run "dr365 db migrate" or check DB_NAME and DB_RISK_NAME',
      cause,
    });
  }
  const isLogin = code.startsWith('28') || code === '';
  return new Fault({
    code: 'database-refused',
    happened: `${where} refused ${isLogin ? 'the login' : 'a right'} (${shownText(message)})`,
    means: 'trying again cannot help',
    next: isLogin
      ? 'check DB_USER and DB_PASSWORD'
      : 'run "dr365 db migrate" or ask a database administrator for the right',
    cause,
  });
}

/** SQLSTATE or the system's word for a network error; empty when there is none. */
export function errorCode(error: unknown): string {
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  if (error instanceof DatabaseError) return error.code ?? '';
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}
