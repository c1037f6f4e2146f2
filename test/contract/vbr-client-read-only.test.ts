import fc from 'fast-check';
import { Agent, type Dispatcher } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFault } from '../../src/domain/errors.ts';
import { guardRequests } from '../../src/veeam/rest/transport/request-guard.ts';
import { refusalOf, type ScriptedServer, startServer } from './vbr-client-server.ts';

let server: ScriptedServer;
let agent: Agent;
let guarded: Dispatcher;
let origin: string;

beforeAll(async () => {
  server = await startServer({});
  // Test only: what the guard lets through must be seen, whoever's certificate it is.
  agent = new Agent({ connect: { rejectUnauthorized: false } });
  origin = `https://127.0.0.1:${server.port}`;
  guarded = guardRequests(agent, origin);
});

afterAll(async () => {
  await agent.destroy();
  await server.close();
});

async function send(options: Dispatcher.RequestOptions): Promise<'sent' | 'stopped'> {
  const before = server.seen.length;
  try {
    const { body } = await guarded.request(options);
    await body.dump();
    return 'sent';
  } catch (error) {
    // Some requests are too malformed for undici itself.
    expect(isFault(error, 'defect') || isMalformed(error)).toBe(true);
    expect(server.seen.length).toBe(before);
    return 'stopped';
  }
}

function isMalformed(error: unknown): boolean {
  return error instanceof Error && ['InvalidArgumentError', 'TypeError'].includes(error.name);
}

const anyMethod = fc.constantFrom<Dispatcher.HttpMethod>(
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'CONNECT',
  'TRACE',
);
const methods = fc.oneof(anyMethod, fc.constant<Dispatcher.HttpMethod>('GET'));
const pieces = fc.constantFrom(
  '/api/v1/jobs',
  '/api/v1/sessions/1/stop',
  '/api/oauth2/token',
  '/api/oauth2/logout',
  '/api/oauth2/authorization_code',
  '/swagger/v1.3-rev2/swagger.json',
  '/api/',
  '/',
  '//evil.example',
  '..',
  '/../',
  '%2e%2e',
  '%2F',
  '%5c',
  '\\',
  '?limit=1',
  '#x',
  ' HTTP/1.1\r\nDELETE /api/v1/jobs',
  '\u0000',
);
const paths = fc.oneof(
  pieces,
  fc
    .array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join('')),
  fc.webPath(),
);

function isHarmless({ method, path }: { readonly method: string; readonly path: string }): boolean {
  if (method === 'POST') return path === '/api/oauth2/token' || path === '/api/oauth2/logout';
  const isRead = path.startsWith('/api/v1/') || path.startsWith('/swagger/v');
  return method === 'GET' && isRead && !/\.\.|\/\/|%|\\/.test(path);
}

test('whatever method and path is asked for, the server sees only plain reads and the two token posts', async () => {
  const outcomes = { sent: 0, stopped: 0 };
  await fc.assert(
    fc.asyncProperty(methods, paths, async (method, path) => {
      outcomes[await send({ origin, method, path })] += 1;
    }),
    { numRuns: 10_000 },
  );
  expect(server.seen.filter((request) => !isHarmless(request))).toEqual([]);
  // A run that let everything or nothing through would prove nothing.
  expect(outcomes.sent).toBeGreaterThan(100);
  expect(outcomes.stopped).toBeGreaterThan(1_000);
});

test.each<[string, Partial<Dispatcher.RequestOptions>]>([
  ['another origin', { origin: 'https://evil.example' }],
  ['a query added after the check', { query: { a: '1' } }],
  ['an upgrade of the connection', { upgrade: 'websocket' }],
  ['a post to a list', { method: 'POST' }],
  ['a step upwards', { path: '/api/v1/jobs/../sessions' }],
  ['an encoded step upwards', { path: '/api/v1/jobs/%2e%2e/sessions' }],
  ['an encoded slash', { path: '/api/v1/jobs%2Fstart' }],
  ['a backslash', { path: '/api/v1\\jobs' }],
  [
    'a read that makes recovery media',
    { path: '/api/v1/agents/protectionGroups/1/discoveredEntities/2/createRecoveryMedia' },
  ],
  ['a doubled slash', { path: '//evil.example/api/v1/jobs' }],
  ['a token path with a query', { method: 'POST', path: '/api/oauth2/token?x=1' }],
  ['an absolute address as path', { path: 'https://evil.example/api/v1/jobs' }],
])('%s is stopped before it is sent', async (_what, options) => {
  const before = server.seen.length;
  const refusal = await refusalOf(
    guarded.request({ origin, method: 'GET', path: '/api/v1/jobs', ...options }),
  );
  expect(isFault(refusal, 'defect')).toBe(true);
  expect(server.seen.length).toBe(before);
});

test('a plain read and a sign-in pass', async () => {
  expect(await send({ origin, method: 'GET', path: '/api/v1/sessions?limit=1&typeFilter=A' })).toBe(
    'sent',
  );
  expect(await send({ origin, method: 'POST', path: '/api/oauth2/token', body: 'a=b' })).toBe(
    'sent',
  );
  expect(await send({ origin, method: 'GET', path: '/swagger/v1.3-rev2/swagger.json' })).toBe(
    'sent',
  );
});
