import { Agent, type Dispatcher } from 'undici';
import { Fault } from '../../../domain/errors.ts';
import type { ReadPath } from '../read-path.ts';
import { guardRequests, type TokenPath } from './request-guard.ts';
import type { Timeouts } from './timeouts.ts';
import { createTrustedConnector, type TrustCheck } from './trusted-connector.ts';

/** What came back, whatever its status. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  readonly body: string;
}

type Headers = Readonly<Record<string, string>>;

/** The three things that can be sent to a VBR server. There is no fourth. */
export interface Transport {
  /** Host and port, for people. */
  readonly place: string;
  readonly get: (
    path: ReadPath,
    query: URLSearchParams,
    headers: Headers,
    signal: AbortSignal,
  ) => Promise<Answer>;
  /** Whether the revision's own description is there: its status and type only, the body is dropped. */
  readonly probeRevision: (revision: string) => Promise<Omit<Answer, 'body'>>;
  readonly postToken: (
    path: TokenPath,
    form: Readonly<Record<string, string>>,
    headers: Headers,
    signal: AbortSignal,
  ) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

const mostInFlight = 5;
const largestAnswerBytes = 128 * 1024 * 1024;

/** A guarded, trusted HTTPS connection to one VBR server. */
export function createTransport(
  { host, port }: { readonly host: string; readonly port: number },
  check: TrustCheck,
  timeouts: Timeouts,
): Transport {
  const origin = originOf(host, port);
  const agent = new Agent({
    connect: createTrustedConnector(host, port, check, timeouts.connectMs),
    // One request per connection: so many are in flight at most.
    connections: mostInFlight,
    allowH2: false,
    headersTimeout: timeouts.headersMs,
    bodyTimeout: timeouts.bodyIdleMs,
    maxResponseSize: largestAnswerBytes,
  });
  const guarded = guardRequests(agent, origin);
  return {
    place: `${host}:${port}`,
    get: async (path, query, headers, signal) => {
      const target = query.size === 0 ? path : `${path}?${query}`;
      return wholeAnswer(
        await guarded.request({
          origin,
          method: 'GET',
          path: target,
          headers: { ...headers },
          signal,
        }),
      );
    },
    probeRevision: async (revision) => {
      const path = `/swagger/v${revision}/swagger.json`;
      const response = await guarded.request({ origin, method: 'GET', path });
      response.body.on('error', () => {}).destroy();
      return headOf(response);
    },
    postToken: async (path, form, headers, signal) =>
      wholeAnswer(
        await guarded.request({
          origin,
          method: 'POST',
          path,
          headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams(form).toString(),
          signal,
        }),
      ),
    close: () => agent.destroy(),
  };
}

function originOf(host: string, port: number): string {
  const address = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (URL.canParse(address)) return new URL(address).origin;
  throw new Fault({
    code: 'settings-invalid',
    happened: `"${host}" with port ${port} is not a server address`,
    means: 'no connection can be made to it',
    next: 'write VEEAM_SERVER as host, host:port or https://host:port',
  });
}

async function wholeAnswer(response: Dispatcher.ResponseData): Promise<Answer> {
  return { ...headOf(response), body: await response.body.text() };
}

function headOf({ statusCode, headers }: Dispatcher.ResponseData): Omit<Answer, 'body'> {
  return {
    status: statusCode,
    contentType: firstOf(headers['content-type']) ?? '',
    retryAfter: firstOf(headers['retry-after']),
  };
}

function firstOf(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}
