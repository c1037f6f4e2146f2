import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { generate } from 'selfsigned';
import type { Revision } from '../../src/domain/vbr-server.ts';
import type { VbrSource } from '../../src/ports/vbr-source.ts';
import { connectVbr, type VbrConnectionOptions } from '../../src/veeam/rest/connect-vbr.ts';
import { createInMemoryJournal } from '../fixtures/in-memory-journal.ts';

interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly form: URLSearchParams;
  readonly atMs: number;
}

export type Route = (
  request: SeenRequest,
  response: ServerResponse,
) => { readonly status?: number; readonly json: unknown } | undefined;

/** A loopback HTTPS server that records what it saw. */
export interface ScriptedServer {
  readonly port: number;
  readonly fingerprint: string;
  readonly certificate: string;
  readonly seen: readonly SeenRequest[];
  readonly seenAt: (path: string) => readonly SeenRequest[];
  readonly mostAtOnce: () => number;
  readonly close: () => Promise<void>;
}

export const password = 'Pl@nted-Secret-4711';

interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate that signs itself, for loopback or for another name. */
export async function selfSigned(name = 'localhost'): Promise<Certificate> {
  const loopback = { type: 7, ip: '127.0.0.1' } as const;
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true },
      {
        name: 'subjectAltName',
        altNames: [{ type: 2, value: name }, ...(name === 'localhost' ? [loopback] : [])],
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}

/** Serves the routes by path; a path without one is a 404 in VBR's words. */
export async function startServer(
  routes: Readonly<Record<string, Route>>,
  certificate: Promise<Certificate> = selfSigned(),
): Promise<ScriptedServer> {
  const { key, cert } = await certificate;
  const seen: SeenRequest[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const server = createServer({ key, cert }, async (incoming, response) => {
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    response.once('close', () => {
      atOnce -= 1;
    });
    const request = await readRequest(incoming);
    seen.push(request);
    const route = routes[request.path] ?? notFound;
    const answer = route(request, response);
    if (answer === undefined) return;
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.json));
  });
  server.on('connection', (socket: Socket) => tcpByPort.set(socket.remotePort, socket));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: portOf(server.address()),
    fingerprint: new X509Certificate(cert).fingerprint256,
    certificate: cert,
    seen,
    seenAt: (path) => seen.filter((request) => request.path === path),
    mostAtOnce: () => mostAtOnce,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

// A TLS socket cannot send a TCP reset; the socket below it can.
const tcpByPort = new Map<number | undefined, Socket>();

/** Ends the connection of a response with a TCP reset. */
export function resetConnection(response: ServerResponse): void {
  tcpByPort.get(response.socket?.remotePort)?.resetAndDestroy();
}

/** The routes of a server that lets anyone in, one revision only; more routes may be laid over it. */
export function vbrRoutes(
  more: Readonly<Record<string, Route>> = {},
  revision: Revision = '1.3-rev2',
): Record<string, Route> {
  let tokens = 0;
  return {
    [`/swagger/v${revision}/swagger.json`]: () => ({ json: {} }),
    '/api/oauth2/token': () => {
      tokens += 1;
      return { json: tokenAnswer(tokens) };
    },
    '/api/oauth2/logout': () => ({ json: {} }),
    '/api/v1/serverTime': () => ({ json: { serverTime: new Date().toISOString() } }),
    ...more,
  };
}

export function tokenAnswer(count: number, expiresInSeconds = 900): Record<string, unknown> {
  return {
    access_token: `access-${count}`,
    token_type: 'bearer',
    refresh_token: `refresh-${count}`,
    expires_in: expiresInSeconds,
  };
}

/** A page of a list as VBR frames it. */
export function listOf(rows: readonly unknown[], total = rows.length): Record<string, unknown> {
  return { data: rows, pagination: { total, count: rows.length } };
}

/** Serves slices of a list by skip and limit, capped like a server may cap them. */
export function slices(list: () => readonly unknown[], cap = 1_000): Route {
  return ({ query }) => {
    const rows = list();
    const skip = Number(query.get('skip'));
    const limit = Math.min(cap, Number(query.get('limit')));
    return { json: listOf(rows.slice(skip, skip + limit), rows.length) };
  };
}

/** Connects with a pin, without waiting between tries unless told so. */
export function connectTo(
  server: Pick<ScriptedServer, 'port' | 'fingerprint'>,
  more: Partial<VbrConnectionOptions> = {},
): Promise<VbrSource> {
  return connectVbr({
    address: { host: '127.0.0.1', port: server.port },
    trust: { kind: 'fingerprint', sha256: [server.fingerprint] },
    account: { username: 'svc-dr365', password },
    journal: createInMemoryJournal(),
    clock: { now: () => new Date() },
    zone: null,
    pacing: hastyPacing(),
    ...more,
  });
}

/** Waits are noted, not slept. */
export function hastyPacing(waits: number[] = []): NonNullable<VbrConnectionOptions['pacing']> {
  return {
    random: () => 0.5,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
    },
    elapsedMs: () => performance.now(),
  };
}

/** All rows of a list, page after page. */
export async function allRows<Row>(
  pages: AsyncIterable<{ readonly rows: readonly Row[] }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page.rows);
  return rows;
}

/** What a promise was refused with. */
export async function refusalOf(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}

/** The port of a listening server. */
export function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port;
  throw new Error('the server does not listen on a port');
}

const notFound: Route = () => ({
  status: 404,
  json: { errorCode: 'NotFound', message: 'Not found' },
});

async function readRequest(incoming: IncomingMessage): Promise<SeenRequest> {
  let body = '';
  for await (const piece of incoming.setEncoding('utf8')) body += String(piece);
  const [path = '', query = ''] = (incoming.url ?? '').split('?');
  return {
    method: incoming.method ?? '',
    path,
    query: new URLSearchParams(query),
    headers: incoming.headers,
    form: new URLSearchParams(body),
    atMs: performance.now(),
  };
}
