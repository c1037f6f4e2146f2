import { isFault } from '../../domain/errors.ts';
import type { SourceName } from '../../domain/source-state.ts';
import type { ServerInfo } from '../../domain/vbr-server.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { AccountSight, ServerProbe } from '../../ports/server-probe.ts';
import type { Page, VbrSource } from '../../ports/vbr-source.ts';
import { connectVbr } from './connect-vbr.ts';
import { seeCertificate } from './see-certificate.ts';
import type { Pacing } from './transport/pacing.ts';
import { defaultTimeouts, type Timeouts } from './transport/timeouts.ts';

interface ServerProbeParts {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly timeouts?: Partial<Timeouts>;
  readonly pacing?: Pacing;
}

type Look = readonly [SourceName, () => Promise<unknown>];

const fewRows = 10;
const lookBackMs = 7 * 86_400_000;

/** First contact for set-up: the certificate without trusting it, then what one account may see. */
export function createServerProbe(parts: ServerProbeParts): ServerProbe {
  return {
    certificate: (address) => seeCertificate(address, { ...defaultTimeouts, ...parts.timeouts }),
    account: async (address, trust, account) => {
      const source = await connectVbr({
        ...parts,
        address,
        trust,
        account,
        zone: null,
        pageLimit: fewRows,
      });
      try {
        return await sightOf(source, parts.clock.now());
      } finally {
        await source.close();
      }
    },
  };
}

async function sightOf(source: VbrSource, now: Date): Promise<AccountSight> {
  const visible: SourceName[] = [];
  const hidden: SourceName[] = [];
  for (const [name, look] of looksAt(source, now)) {
    if (await isShown(look)) visible.push(name);
    else hidden.push(name);
  }
  const info: ServerInfo | null = visible.includes('server-info') ? await infoOf(source) : null;
  return { revision: source.revision, info, visible, hidden };
}

function looksAt(source: VbrSource, now: Date): readonly Look[] {
  const window = { createdAfter: new Date(now.getTime() - lookBackMs), createdBefore: now };
  return [
    ['server-time', () => source.serverClock()],
    ['server-info', () => source.serverInfo()],
    ['job-states', () => firstRow(source.jobStates())],
    ['jobs', () => firstRow(source.jobDefinitions())],
    ['repositories', () => firstRow(source.repositories())],
    ['repository-states', () => firstRow(source.repositoryStates())],
    ['sessions', () => firstRow(source.sessions(window))],
    ['task-sessions', () => firstRow(source.unsuccessfulTasks(window))],
    [
      'logs',
      // Without a session to try it on, the logs are shown to whom the sessions are shown.
      async () => {
        const id = (await firstRow(source.sessions(window)))?.id;
        if (id !== undefined) await source.log({ kind: 'session', id, sessionId: id });
      },
    ],
  ];
}

/** A source that is shown but does not answer well is the matter of a later collection, not of the role. */
async function isShown(look: () => Promise<unknown>): Promise<boolean> {
  try {
    await look();
    return true;
  } catch (error) {
    if (isFault(error, 'source-forbidden', 'source-unsupported')) return false;
    if (isFault(error, 'server-answer-unreadable')) return true;
    throw error;
  }
}

async function infoOf(source: VbrSource): Promise<ServerInfo | null> {
  try {
    return await source.serverInfo();
  } catch (error) {
    if (isFault(error, 'server-answer-unreadable')) return null;
    throw error;
  }
}

async function firstRow<Row>(pages: AsyncIterable<Page<Row>>): Promise<Row | undefined> {
  for await (const { rows } of pages) {
    if (rows.length > 0) return rows[0];
  }
  return undefined;
}
