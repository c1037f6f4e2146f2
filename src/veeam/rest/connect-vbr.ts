import type { Revision } from '../../domain/vbr-server.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Account, ServerAddress, Trust } from '../../ports/server-probe.ts';
import type { VbrSource } from '../../ports/vbr-source.ts';
import { discover } from './discovery.ts';
import { createLists } from './lists/create-lists.ts';
import { createReader, type Reader } from './reading/reader.ts';
import { createRetrier, type Retrier } from './reading/retry.ts';
import { createServerClockReader } from './server-clock-reader.ts';
import { createSingleReads } from './single-reads.ts';
import { createTokens, type Tokens } from './token/tokens.ts';
import { checkedZone } from './translate/server-clock.ts';
import { createPacing, type Pacing } from './transport/pacing.ts';
import { defaultTimeouts, type Timeouts } from './transport/timeouts.ts';
import { createTransport, type Transport } from './transport/transport.ts';
import { prepareTrust } from './transport/trusted-connector.ts';

/** Everything a connection to one VBR server needs to know. */
export interface VbrConnectionOptions {
  readonly address: ServerAddress;
  readonly trust: Trust;
  readonly account: Account;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Rows asked for per page, twice as many where rows are small; the server may give fewer. */
  readonly pageLimit?: number;
  /** IANA zone that overrides what the server says of its own; null to believe the server. */
  readonly zone: string | null;
  /** The revision settled at first contact. */
  readonly revision?: Revision;
  readonly timeouts?: Partial<Timeouts>;
  readonly pacing?: Pacing;
}

interface Connection {
  readonly transport: Transport;
  readonly revision: Revision;
  readonly tokens: Tokens;
  readonly reader: Reader;
}

const component = 'vbr-client';
const defaultPageLimit = 1000;

/** Finds the server, checks its certificate, signs in once and hands over what can be read. */
export async function connectVbr(options: VbrConnectionOptions): Promise<VbrSource> {
  const { clock, pageLimit = defaultPageLimit } = options;
  const settingsZone = checkedZone(options.zone);
  const closing = new AbortController();
  const connection = await connect(options, closing.signal);
  const { reader, revision } = connection;
  const serverClock = createServerClockReader(reader, clock, settingsZone);
  let closed: Promise<void> | null = null;
  return {
    revision,
    serverClock: serverClock.clock,
    ...createSingleReads(reader, serverClock.zone),
    ...createLists({ reader, revision, pageLimit, zone: serverClock.zone }),
    requestCounts: reader.counts,
    close: () => {
      closed ??= close(connection, closing, options.journal);
      return closed;
    },
  };
}

async function connect(options: VbrConnectionOptions, closed: AbortSignal): Promise<Connection> {
  const { address, account, clock, journal } = options;
  const timeouts: Timeouts = { ...defaultTimeouts, ...options.timeouts };
  const check = await prepareTrust(options.trust);
  const retrier = (place: string, totalMs: number): Retrier =>
    createRetrier({
      place,
      totalMs,
      pacing: options.pacing ?? createPacing(),
      closed,
      noteRetry: (fault, waitMs) =>
        journal.action(component, 'trying again', { reason: fault.happened, waitMs }),
    });
  const { transport, revision } = await discover({
    port: address.port,
    pinned: options.revision ?? null,
    open: (port) => createTransport({ host: address.host, port }, check, timeouts),
    // A refusal comes at once and is tried again; a server that stays silent costs its time once.
    retrier: retrier(address.host, timeouts.connectMs),
  });
  const reads = retrier(transport.place, timeouts.totalMs);
  const tokens = createTokens({ transport, retrier: reads, revision, account, clock });
  try {
    await tokens.current();
  } catch (error) {
    await transport.close();
    throw error;
  }
  journal.action(component, 'signed in', { server: transport.place, revision });
  const reader = createReader({ transport, tokens, retrier: reads, revision, clock });
  return { transport, revision, tokens, reader };
}

async function close(
  { transport, tokens, reader }: Connection,
  closing: AbortController,
  journal: Journal,
): Promise<void> {
  closing.abort();
  await tokens.signOut();
  await transport.close().catch(() => {});
  const { list, log, other, retried } = reader.counts();
  journal.figure(component, 'requests', list + log + other, 'requests', {
    list,
    log,
    other,
    retried,
  });
}
