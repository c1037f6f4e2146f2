import { X509Certificate } from 'node:crypto';
import { createServer as createTcpServer, type Server } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { isFault } from '../../src/domain/errors.ts';
import {
  allRows,
  connectTo,
  hastyPacing,
  listOf,
  portOf,
  type Route,
  refusalOf,
  resetConnection,
  type ScriptedServer,
  selfSigned,
  startServer,
  vbrRoutes,
} from './vbr-client-server.ts';

const open: { close: () => unknown }[] = [];

afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

const listPath = '/api/v1/jobs/states';
const job = {
  id: 'job-1',
  name: 'Job',
  type: 'VSphereBackup',
  status: 'Stopped',
  lastResult: 'Success',
};

async function serve(
  route: Route,
  more: Readonly<Record<string, Route>> = {},
): Promise<ScriptedServer> {
  const server = await startServer(vbrRoutes({ [listPath]: route, ...more }));
  open.push(server);
  return server;
}

/** The first answers come from `troubles`, later ones are good. */
function troubleFirst(troubles: readonly Route[]): Route {
  let asked = 0;
  return (request, response) => {
    const trouble = troubles[asked];
    asked += 1;
    return trouble === undefined ? { json: listOf([job]) } : trouble(request, response);
  };
}

async function readJobStates(server: ScriptedServer, more: Parameters<typeof connectTo>[1] = {}) {
  const source = await connectTo(server, more);
  open.push(source);
  return { source, rows: await allRows(source.jobStates()) };
}

const reset: Route = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
  response.write('{"data":[{"id":"job-1"');
  setTimeout(() => resetConnection(response), 5);
  return undefined;
};
const truncated: Route = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end('{"data":[{"id":"job-1","name":"Jo');
  return undefined;
};
const broken: Route = () => ({
  status: 500,
  json: { errorCode: 'ServiceUnavailable', message: 'internal error' },
});
const page: (status: number) => Route = (status) => (_request, response) => {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end('<!DOCTYPE html><title>Blocked</title>');
  return undefined;
};

test.each([
  ['connection resets in the middle of a body', reset],
  ['JSON that is cut off', truncated],
  ['HTTP 500', broken],
] as const)(
  '%s: four in a row are retried, and no half-read row is kept',
  async (_what, trouble) => {
    const server = await serve(troubleFirst([trouble, trouble, trouble, trouble]));
    const { source, rows } = await readJobStates(server);
    expect(rows.map(({ name }) => name)).toEqual(['Job']);
    expect(source.requestCounts()).toMatchObject({ list: 5, retried: 4 });
  },
);

test('five failures in a row end the read with one sentence, and the waits before grow with jitter', async () => {
  const server = await serve(truncated);
  const waits: number[] = [];
  const refusal = await refusalOf(readJobStates(server, { pacing: hastyPacing(waits) }));
  expect(isFault(refusal, 'server-answer-unreadable')).toBe(true);
  expect(server.seenAt(listPath)).toHaveLength(5);
  expect(waits).toEqual([250, 500, 1_000, 2_000]);
});

test('the list of job definitions, which VBR can refuse as a whole, is tried twice only', async () => {
  const server = await serve(() => ({ json: listOf([]) }), { '/api/v1/jobs': broken });
  const source = await connectTo(server);
  open.push(source);
  const refusal = await refusalOf(allRows(source.jobDefinitions()));
  expect(isFault(refusal, 'server-answer-unreadable')).toBe(true);
  expect(refusal.message).toContain('internal error');
  expect(server.seenAt('/api/v1/jobs')).toHaveLength(2);
});

test('a hundred resets in a hundred reads lose nothing', async () => {
  let asked = 0;
  const server = await serve((request, response) => {
    asked += 1;
    return asked % 2 === 1 ? reset(request, response) : { json: listOf([job]) };
  });
  const source = await connectTo(server);
  open.push(source);
  for (let read = 0; read < 100; read += 1) {
    expect(await allRows(source.jobStates())).toHaveLength(1);
  }
  expect(source.requestCounts().retried).toBe(100);
});

test.each([429, 503])(
  'HTTP %i with Retry-After holds every read back for at least that long',
  async (status) => {
    const limited: Route = (_request, response) => {
      response.writeHead(status, { 'retry-after': '1', 'content-type': 'application/json' });
      response.end('{"errorCode":"ServiceUnavailable","message":"slow down"}');
      return undefined;
    };
    const server = await serve(troubleFirst([limited]));
    const pacing = hastyPacing();
    const source = await connectTo(server, {
      pacing: { ...pacing, sleep: (ms) => new Promise((wake) => setTimeout(wake, ms)) },
    });
    open.push(source);
    const first = allRows(source.jobStates());
    await new Promise((later) => setTimeout(later, 200));
    await Promise.all([first, allRows(source.jobStates())]);
    const [refused, ...others] = server.seenAt(listPath).map(({ atMs }) => atMs);
    expect(others).toHaveLength(2);
    expect(Math.min(...others) - (refused ?? 0)).toBeGreaterThanOrEqual(990);
  },
);

test('a Retry-After beyond the time of the read ends it at once, in a sentence', async () => {
  const server = await serve((_request, response) => {
    response.writeHead(429, { 'retry-after': '3600' }).end();
    return undefined;
  });
  const refusal = await refusalOf(readJobStates(server));
  expect(isFault(refusal, 'server-answer-unreadable')).toBe(true);
  expect(server.seenAt(listPath)).toHaveLength(1);
});

test.each([
  [200, 1],
  [403, 1],
  [502, 5],
])('a web page (HTTP %i) is told as a firewall after %i tries', async (status, tries) => {
  const server = await serve(page(status));
  const refusal = await refusalOf(readJobStates(server));
  expect(isFault(refusal, 'server-answer-unreadable')).toBe(true);
  expect(refusal.message).toContain('a firewall or proxy answered instead of VBR');
  expect(server.seenAt(listPath)).toHaveLength(tries);
});

test.each([
  [403, 'AccessDenied', 'source-forbidden', 'not visible with this role'],
  [404, 'NotFound', 'source-unsupported', 'unknown, not zero'],
  [400, 'NotImplemented', 'source-unsupported', 'unknown, not zero'],
  [405, 'MethodNotAllowed', 'source-unsupported', 'unknown, not zero'],
  [400, 'UnexpectedContent', 'server-answer-unreadable', 'HTTP 400'],
] as const)('HTTP %i %s on a list is %s and not retried', async (status, errorCode, code, says) => {
  const server = await serve(() => ({ status, json: { errorCode, message: 'no' } }));
  const refusal = await refusalOf(readJobStates(server));
  expect(isFault(refusal, code)).toBe(true);
  expect(refusal.message).toContain(says);
  expect(server.seenAt(listPath)).toHaveLength(1);
});

test('what VBR no longer has is null, what it does not show is not', async () => {
  const server = await serve(() => ({ json: listOf([]) }), {
    '/api/v1/taskSessions/hidden/logs': () => ({
      status: 403,
      json: { errorCode: 'AccessDenied', message: 'Forbidden' },
    }),
  });
  const source = await connectTo(server);
  open.push(source);
  expect(await source.session('gone')).toBeNull();
  expect(await source.log({ kind: 'session', id: 'gone', sessionId: 'gone' })).toBeNull();
  const refusal = await refusalOf(source.log({ kind: 'task', id: 'hidden', sessionId: 's' }));
  expect(isFault(refusal, 'source-forbidden')).toBe(true);
  expect(source.requestCounts()).toMatchObject({ log: 2, list: 0 });
});

const shortTimes = { connectMs: 300, headersMs: 300, bodyIdleMs: 300, totalMs: 900 };
const silent: Route = () => undefined;
const stalling: Route = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":[');
  return undefined;
};
const dripping: Route = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const drip = setInterval(() => response.write(' '), 50);
  response.once('close', () => clearInterval(drip));
  return undefined;
};

test.each([
  ['sends no header', silent],
  ['stalls in the body', stalling],
  ['drips for ever', dripping],
] as const)('a server that %s is given up within the total time', async (_what, route) => {
  const server = await serve(route);
  const source = await connectTo(server, { timeouts: shortTimes });
  open.push(source);
  const startedMs = performance.now();
  const refusal = await refusalOf(allRows(source.jobStates()));
  expect(isFault(refusal, 'server-unreachable')).toBe(true);
  expect(performance.now() - startedMs).toBeLessThan(2_500);
});

test('a machine that accepts the connection and never speaks is given up after the connect time, once', async () => {
  let connections = 0;
  const deaf = createTcpServer((socket) => {
    connections += 1;
    socket.on('error', () => {});
  });
  const port = await listening(deaf);
  const startedMs = performance.now();
  const refusal = await refusalOf(
    connectTo({ port, fingerprint: 'AB'.repeat(32) }, { timeouts: shortTimes }),
  );
  expect(isFault(refusal, 'server-unreachable')).toBe(true);
  expect(refusal.message).toContain('within 0.3 s');
  expect(performance.now() - startedMs).toBeLessThan(700);
  expect(connections).toBe(1);
});

test('a refused connection is tried five times and told in a sentence', async () => {
  const gone = createTcpServer();
  const port = await listening(gone);
  await new Promise((closed) => gone.close(closed));
  const waits: number[] = [];
  const pacing = hastyPacing(waits);
  const refusal = await refusalOf(connectTo({ port, fingerprint: 'AB'.repeat(32) }, { pacing }));
  expect(isFault(refusal, 'server-unreachable')).toBe(true);
  expect(refusal.message).toMatch(/refused the connection: nothing listens .*; check the port/);
  expect(waits).toHaveLength(4);
});

test('a name that does not exist is told as such', async () => {
  const address = { host: 'no-such-host.invalid', port: 9419 };
  const refusal = await refusalOf(
    connectTo({ port: 9419, fingerprint: 'AB'.repeat(32) }, { address }),
  );
  expect(isFault(refusal, 'server-unreachable')).toBe(true);
  expect(refusal.message).toContain('its name was not resolved');
});

test('closing ends a read that waits, and the read says so', async () => {
  const server = await serve(silent);
  const source = await connectTo(server);
  const read = refusalOf(allRows(source.jobStates()));
  await expect.poll(() => server.seenAt(listPath).length).toBe(1);
  await source.close();
  expect((await read).message).toContain('was stopped');
});

test('a TLS end that hangs up after the handshake is unreachable, not a defect', async () => {
  const { key, cert } = await selfSigned();
  const rude = createTlsServer({ key, cert }, (socket: TLSSocket) => {
    socket.on('error', () => {}).destroy();
  });
  const port = await listening(rude);
  const { fingerprint256: fingerprint } = new X509Certificate(cert);
  const refusal = await refusalOf(connectTo({ port, fingerprint }));
  expect(isFault(refusal, 'server-unreachable')).toBe(true);
});

async function listening(server: Server): Promise<number> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  open.push({ close: () => server.close() });
  return portOf(server.address());
}
