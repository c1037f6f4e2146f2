import { createServer, type Socket } from 'node:net';
import { DatabaseError } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { exitCodeOf } from '../domain/exit-code.ts';
import { databaseFault, openPool, withClient } from './connection.ts';

const at = { host: 'db.example', port: 5432 };

function withCode(code: string, message = 'x'): Error {
  return Object.assign(new DatabaseError(message, 1, 'error'), { code });
}

test.for([
  ['ECONNREFUSED', 30],
  ['ENOTFOUND', 30],
  ['57P01', 30],
  ['57P03', 30],
  ['08006', 30],
  ['53300', 30],
  ['28P01', 40],
  ['28000', 40],
  ['3D000', 40],
  ['42501', 40],
  ['42P01', 50],
  ['57014', 50],
  ['23505', 50],
] as const)('%s ends with exit code %i', ([code, exitCode]) => {
  expect(exitCodeOf(databaseFault(withCode(code), at))).toBe(exitCode);
});

test('the sentence names the address, and neither the user nor the password', () => {
  const settings = { ...at, user: 'ann', password: 'pw' };
  const text = databaseFault(withCode('ECONNREFUSED'), settings).message;
  expect(text).toContain('PostgreSQL at db.example:5432 does not answer');
  expect(text).not.toMatch(/ann|pw/);
});

test('the first of several network errors decides', () => {
  const both = new AggregateError([withCode('ECONNREFUSED'), withCode('EACCES')]);
  expect(databaseFault(both).code).toBe('database-down');
});

test('a Fault stays what it is', () => {
  const fault = databaseFault(withCode('28P01'));
  expect(databaseFault(fault)).toBe(fault);
});

test('a server that hangs up during the login counts as down', async () => {
  const port = await listening((socket) => socket.destroy());
  const connection = { host: '127.0.0.1', port, database: 'd', user: 'u', password: 'p' };
  const error = await withClient(connection, 'test', async () => {}).catch((reason) => reason);
  expect(databaseFault(error).code).toBe('database-down');
});

test('a pool whose connection fails rejects the query and leaves the process alive', async () => {
  const port = await listening((socket) => socket.destroy());
  const pool = openPool(
    { host: '127.0.0.1', port, database: 'd', user: 'u', password: 'p' },
    { max: 1, applicationName: 'test' },
  );
  await expect(pool.query('SELECT 1')).rejects.toThrow();
  // What an idle connection that breaks would do; without a listener it throws.
  expect(pool.emit('error', new Error('idle connection lost'))).toBe(true);
  await pool.end();
});

async function listening(onSocket: (socket: Socket) => void): Promise<number> {
  const server = createServer(onSocket);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
