import { createHash } from 'node:crypto';
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient, TypeOverrides } from 'pg';
import { columnTypes } from './column-types.ts';
import {
  type ConnectionSettings,
  databaseFault,
  openPool,
  type PoolOptions,
} from './connection.ts';
import { isCopiedRows, runCopy } from './copy-rows.ts';

/** One role's access to one database: typed queries, the pool below them, and the way to close both. */
export interface Database<Schema> {
  readonly query: Kysely<Schema>;
  readonly pool: Pool;
  readonly close: () => Promise<void>;
}

/** Connections that several stores of one role work over; whoever opened them closes them. */
export interface SharedPool {
  readonly connection: ConnectionSettings;
  readonly pool: Pool;
  readonly close: () => Promise<void>;
}

/** How a store reaches its database: by connections of its own, or by those it shares. */
export type DatabaseAccess = ConnectionSettings | SharedPool;

export function openSharedPool(connection: ConnectionSettings, options: PoolOptions): SharedPool {
  const pool = openPool(connection, options);
  // A connection lost between two statements of a transaction fails the next one; nothing else is to be done.
  pool.on('connect', (client) => client.on('error', () => {}));
  const close = () => (pool.ended || pool.ending ? Promise.resolve() : pool.end());
  return { connection, pool, close };
}

/** Typed queries over a small pool of its own, or over a shared one, which it leaves open; every error that comes out is a Fault. */
export function openDatabase<Schema>(
  access: DatabaseAccess,
  options: PoolOptions & { readonly prepared?: true },
): Database<Schema> {
  const isShared = 'pool' in access;
  const { connection, pool, close } = isShared ? access : openSharedPool(access, options);
  return {
    pool,
    query: new Kysely<Schema>({
      dialect: new PostgresDialect({
        pool: poolWithFaults(pool, connection, options.prepared === true),
      }),
    }),
    close: isShared ? () => Promise.resolve() : close,
  };
}

function poolWithFaults(
  pool: Pool,
  connection: ConnectionSettings,
  isPrepared: boolean,
): PostgresPool {
  const types = columnTypes();
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect().catch((error: unknown) => {
        throw databaseFault(error, connection);
      });
      return {
        query: queryWithFaults(client, types, connection, isPrepared),
        release: (lost) => client.release(lost),
      };
    },
  };
}

// The cast holds because this room gives Kysely no cursor class, so that every call is text with parameters, and
// because the driver's result is the one that Kysely describes in its own words.
function queryWithFaults(
  client: PoolClient,
  types: TypeOverrides,
  connection: ConnectionSettings,
  isPrepared: boolean,
): PostgresPoolClient['query'] {
  const named = (text: string) => (isPrepared ? { name: statementName(text) } : {});
  const run = (text: string, parameters: readonly unknown[]) => {
    const [first] = parameters;
    if (isCopiedRows(first)) return runCopy(client, text, first);
    return client.query({ ...named(text), text, values: [...parameters], types });
  };
  const query = (text: string, parameters: readonly unknown[]) =>
    run(text, parameters).catch((error: unknown) => {
      throw databaseFault(error, connection);
    });
  return query as unknown as PostgresPoolClient['query'];
}

/** A statement that is asked again and again is parsed and planned once for each connection, under its own name. */
function statementName(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
