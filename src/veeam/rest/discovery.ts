import { Fault, type FaultCode } from '../../domain/errors.ts';
import { type Revision, revisions } from '../../domain/vbr-server.ts';
import { foreignPage, isPage } from './reading/answer.ts';
import type { Outcome, Retrier } from './reading/retry.ts';
import { explainConnectionError } from './transport/connection-fault.ts';
import type { Transport } from './transport/transport.ts';

/** The end of a VBR server that answered, and the revision to speak with it. */
export interface Discovered {
  readonly transport: Transport;
  readonly revision: Revision;
}

interface DiscoveryOptions {
  /** Null: 443 (VBR 13.1), then 9419. */
  readonly port: number | null;
  /** Chosen at first contact; a newer revision is not taken up by itself. */
  readonly pinned: Revision | null;
  readonly open: (port: number) => Transport;
  readonly retrier: Retrier;
}

interface Refused {
  readonly fault: Fault;
  readonly mayRetry: boolean;
}

const knownPorts = [443, 9419];
const olderRevisions = ['1.2-rev1', '1.2-rev0', '1.1-rev2', '1.1-rev1', '1.1-rev0'];
const mostTries = 5;

/** Finds port and revision without signing in: asks for the revision's description and reads the status only. */
export function discover(options: DiscoveryOptions): Promise<Discovered> {
  const { port, pinned, open, retrier } = options;
  const ports = port === null ? knownPorts : [port];
  const wanted = pinned === null ? revisions : revisions.slice(revisions.indexOf(pinned));
  return retrier.run(() => tryPorts(ports, wanted, open), mostTries);
}

async function tryPorts(
  ports: readonly number[],
  wanted: readonly Revision[],
  open: (port: number) => Transport,
): Promise<Outcome<Discovered>> {
  const refusals: Refused[] = [];
  for (const port of ports) {
    const transport = open(port);
    const found = await tryRevisions(transport, wanted);
    if (typeof found === 'string') {
      return { kind: 'done', value: { transport, revision: found } };
    }
    await transport.close();
    refusals.push(found);
  }
  const fault = mostTelling(refusals.map((refusal) => refusal.fault));
  if (refusals.every((refusal) => !refusal.mayRetry)) throw fault;
  return { kind: 'again', fault, afterMs: null };
}

async function tryRevisions(
  transport: Transport,
  wanted: readonly Revision[],
): Promise<Revision | Refused> {
  try {
    for (const revision of wanted) {
      const { status, contentType } = await transport.probeRevision(revision);
      const isForeign = isPage({ contentType, body: '' });
      if (status === 200 && !isForeign) return revision;
      const refused = refusalOf(status, isForeign, transport.place);
      if (refused !== null) return refused;
    }
    return { fault: await unsupportedVersion(transport, wanted), mayRetry: false };
  } catch (error) {
    return explainConnectionError(error, transport.place);
  }
}

/** Null when the answer only says that this revision is not there. */
function refusalOf(status: number, isForeign: boolean, place: string): Refused | null {
  if (status >= 500 || status === 429) return { fault: notReady(status, place), mayRetry: true };
  // A web server's own "not found" is a page too: nothing but a missing revision.
  if (isForeign && status !== 404) return { fault: foreignPage(status, place), mayRetry: false };
  return null;
}

async function unsupportedVersion(
  { place, probeRevision }: Transport,
  wanted: readonly Revision[],
): Promise<Fault> {
  for (const revision of olderRevisions) {
    const { status, contentType } = await probeRevision(revision);
    if (status === 200 && !isPage({ contentType, body: '' })) return tooOld(place, revision);
  }
  const [newest] = wanted;
  const isPinned = newest !== revisions[0];
  return new Fault({
    code: 'server-version-unsupported',
    happened: `${place} does not offer REST revision ${isPinned ? `${newest} or an older 1.3` : '1.3'}`,
    means: isPinned
      ? 'that revision was settled at first contact, and another is not taken up unasked'
      : 'it is VBR 12 or older, which DR365 does not read, or no VBR server at all',
    next: isPinned
      ? 'check that the address still leads to the same VBR server'
      : 'check the address, and upgrade the server to VBR 13 if it is older',
  });
}

function tooOld(place: string, revision: string): Fault {
  return new Fault({
    code: 'server-version-unsupported',
    happened: `${place} offers REST revision ${revision} and none of 1.3`,
    means: 'it is VBR 12 or older, which DR365 does not read',
    next: 'upgrade the server to VBR 13 or take it out of the settings',
  });
}

function notReady(status: number, place: string): Fault {
  return new Fault({
    code: 'server-answer-unreadable',
    happened: `${place} answered the first request with HTTP ${status}`,
    means: 'the VBR services are starting or in trouble',
    next: 'run again later; if it lasts, look at the Veeam Backup REST API service',
  });
}

const tellingOrder: readonly FaultCode[] = [
  'server-trust-refused',
  'server-version-unsupported',
  'server-answer-unreadable',
  'server-unreachable',
];

/** The refusal that says most about the server; two of the same kind are told together. */
function mostTelling(faults: readonly Fault[]): Fault {
  const rank = ({ code }: Fault): number => (tellingOrder.indexOf(code) + 5) % 5;
  const [first, second] = faults.toSorted((a, b) => rank(a) - rank(b));
  if (first === undefined) throw new Error('no port was tried');
  if (second === undefined || second.code !== first.code) return first;
  const { code, happened, means, next, cause } = first;
  return new Fault({ code, happened: `${happened}, and ${second.happened}`, means, next, cause });
}
