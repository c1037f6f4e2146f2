import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Fault } from '../../domain/errors.ts';
import { type Answer, emptyAnswer, errorAnswer } from './answer.ts';
import { answerRequest, patternOf, type ReadRequest, type ServerState } from './answer-request.ts';
import type { ServerCertificate } from './certificate.ts';
import { answerInstead, type FaultDesk } from './faults.ts';
import type { RequestLog } from './request-log.ts';
import { sendAnswer } from './send-answer.ts';

export interface ServerParts {
  readonly state: ServerState;
  readonly desk: FaultDesk;
  readonly log: RequestLog;
  /** Answers the paths beginning with two underscores; null for one it does not know. */
  readonly control: (request: ReadRequest) => Answer | null;
}

export interface ListeningServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

const mostBodyBytes = 64 * 1024;
const allowedPosts = ['/api/oauth2/token', '/api/oauth2/logout'];

/** Starts the HTTPS end; HTTP/1.1 with kept connections. */
export async function listen(
  { privateKeyPem, certificatePem }: ServerCertificate,
  address: { readonly host: string; readonly port: number },
  parts: ServerParts,
): Promise<ListeningServer> {
  const server = createServer({ key: privateKeyPem, cert: certificatePem }, (request, response) => {
    void serve(parts, request, response);
  });
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(cannotListen(address, cause)));
    server.listen(address.port, address.host, resolve);
  });
  return { port: portOf(server), close: () => closeServer(server) };
}

async function serve(parts: ServerParts, message: IncomingMessage, response: ServerResponse) {
  try {
    await answer(parts, await read(message), isLoopback(message), response);
  } catch {
    // A client that went away is its own business; anything else ends as an honest 500.
    if (!response.headersSent && !response.destroyed) {
      sendAnswer(response, errorAnswer(500, 'ServiceUnavailable', 'The simulator failed.'));
    }
  }
}

async function answer(
  { state, desk, log, control }: ServerParts,
  request: ReadRequest,
  isLocal: boolean,
  response: ServerResponse,
): Promise<void> {
  if (request.path.startsWith('/__')) {
    sendAnswer(response, (isLocal ? control(request) : null) ?? emptyAnswer(404));
    return;
  }
  log.note(request.method, patternOf(request.path));
  if (!isReading(request)) {
    log.noteViolation(request.method, request.path);
    sendAnswer(response, errorAnswer(405, 'MethodNotAllowed', 'The method is not allowed.'));
    return;
  }
  const rule = desk.ruleFor(request.path, request.query.toString());
  if (rule?.kind === 'hang') return;
  if (rule?.kind === 'slow') await delay(rule.delayMs ?? 1_000);
  const instead = rule === null ? null : answerInstead(rule);
  const given = instead ?? answerRequest(state, desk.faults(), request);
  sendAnswer(response, given, rule?.kind);
}

function isReading({ method, path }: ReadRequest): boolean {
  return method === 'GET' || (method === 'POST' && allowedPosts.includes(path));
}

async function read(message: IncomingMessage): Promise<ReadRequest> {
  const url = new URL(message.url ?? '/', 'https://simulator');
  const bearer = /^Bearer (.+)$/i.exec(message.headers.authorization ?? '')?.[1];
  const version = message.headers['x-api-version'];
  let body = '';
  for await (const piece of message.setEncoding('utf8')) {
    if (body.length < mostBodyBytes) body += piece;
  }
  return {
    method: message.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    apiVersion: typeof version === 'string' ? version : null,
    bearer: bearer ?? null,
    body,
  };
}

function isLoopback({ socket }: IncomingMessage): boolean {
  return /^(::1|(::ffff:)?127\.)/.test(socket.remoteAddress ?? '');
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function cannotListen({ host, port }: { host: string; port: number }, cause: unknown): Fault {
  return new Fault({
    code: 'input-invalid',
    happened: `The simulator cannot listen on ${host}:${port}`,
    means: 'the address is taken or not this machine’s',
    next: 'choose another port or leave it out',
    cause,
  });
}
