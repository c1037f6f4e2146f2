import { isFault } from '../../domain/errors.ts';
import type { RestSourceName } from '../../domain/source-state.ts';
import type { ServerInfo } from '../../domain/vbr-server.ts';
import type { AccountSight } from '../../ports/server-probe.ts';
import type { Page, VbrSource } from '../../ports/vbr-source.ts';

type Looks = Readonly<Record<RestSourceName, () => Promise<unknown>>>;

const lookBackMs = 7 * 86_400_000;

/** What the account of this connection may see, source by source; as many at once as the server is asked. */
export async function sightOf(source: VbrSource, now: Date): Promise<AccountSight> {
  const clock = once(() => source.serverClock());
  const looks = looksAt(source, now, clock);
  const sights = await Promise.all(
    namesOf(looks).map(async (name) => ({ name, ...(await look(looks[name])) })),
  );
  const named = (wanted: boolean): readonly RestSourceName[] =>
    sights.filter(({ isVisible }) => isVisible === wanted).map(({ name }) => name);
  const visible = named(true);
  const unanswered = sights.flatMap(({ name, trouble }) =>
    trouble === null ? [] : [{ source: name, happened: trouble }],
  );
  const info: ServerInfo | null = visible.includes('server-info') ? await infoOf(source) : null;
  const skewSeconds = await skewOf(clock);
  const { revision } = source;
  return { revision, info, visible, hidden: named(false), unanswered, skewSeconds };
}

function looksAt(source: VbrSource, now: Date, clock: VbrSource['serverClock']): Looks {
  const window = { createdAfter: new Date(now.getTime() - lookBackMs), createdBefore: now };
  const session = once(() => firstRow(source.sessions(window)));
  const backup = once(() => firstRow(source.list('backups')));
  return {
    'server-time': clock,
    'server-info': () => source.serverInfo(),
    'server-certificate': () => source.fact('certificate'),
    licence: () => source.fact('licence'),
    'configuration-backup': () => source.fact('configuration-backup'),
    'job-states': () => firstRow(source.jobStates()),
    jobs: () => firstRow(source.jobDefinitions()),
    repositories: () => firstRow(source.repositories()),
    'repository-states': () => firstRow(source.repositoryStates()),
    'scale-out-repositories': () => firstRow(source.list('scale-out-repositories')),
    proxies: () => firstRow(source.list('proxies')),
    'managed-servers': () => firstRow(source.list('managed-servers')),
    'agent-computers': () => firstRow(source.agentComputers(new Map())),
    backups: backup,
    'backup-objects': () => firstRow(source.list('backup-objects')),
    'restore-points': () => firstRow(source.restorePoints(window)),
    // Without one to try it on, what hangs on a backup or a session is shown to whom that is shown.
    'backup-files': async () => {
      const id = (await backup())?.id;
      if (id !== undefined) await firstFile(source, id);
    },
    sessions: session,
    'task-sessions': () => firstRow(source.tasks(window, 'all')),
    logs: async () => {
      const id = (await session())?.id;
      if (id !== undefined) await source.log({ kind: 'session', id, sessionId: id });
    },
    'instant-recovery-mounts': () => firstRow(source.instantRecoveryMounts()),
    'malware-events': () => firstRow(source.malwareEvents(window)),
    'malware-objects': () => firstRow(source.list('malware-objects')),
    'best-practices': () => firstRow(source.list('best-practices')),
    'analyzer-run': () => source.fact('analyzer-run'),
  };
}

/** The type of an object's keys is wider than its keys, because more may be added to it; to these none are. */
function namesOf(looks: Looks): readonly RestSourceName[] {
  return Object.keys(looks) as RestSourceName[];
}

interface Look {
  readonly isVisible: boolean;
  /** What was the matter with a source that is shown and does not answer well. */
  readonly trouble: string | null;
}

/** A source that is shown but does not answer well is not the matter of the role. */
async function look(at: () => Promise<unknown>): Promise<Look> {
  try {
    await at();
    return { isVisible: true, trouble: null };
  } catch (error) {
    if (isFault(error, 'source-forbidden', 'source-unsupported')) {
      return { isVisible: false, trouble: null };
    }
    if (isFault(error, 'server-answer-unreadable')) {
      return { isVisible: true, trouble: error.happened };
    }
    throw error;
  }
}

/** A server that does not tell its time leaves the skew unknown. */
async function skewOf(clock: VbrSource['serverClock']): Promise<number | null> {
  try {
    return (await clock()).skewSeconds;
  } catch (error) {
    if (isFault(error)) return null;
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

/** Every revision offers files; one backup without them says nothing about the account. */
async function firstFile(source: VbrSource, backupId: string): Promise<void> {
  try {
    await firstRow(source.backupFiles(backupId));
  } catch (error) {
    if (!isFault(error, 'source-unsupported')) throw error;
  }
}

async function firstRow<Row>(pages: AsyncIterable<Page<Row>>): Promise<Row | undefined> {
  for await (const { rows } of pages) return rows[0];
  return undefined;
}

function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let pending: Promise<Value> | null = null;
  return () => {
    pending ??= work();
    return pending;
  };
}
