import { Fault } from '../../domain/errors.ts';
import type { LogOwner, LogRecord, Session } from '../../domain/session.ts';
import type { ServerInfo } from '../../domain/vbr-server.ts';
import type { Page, VbrSource } from '../../ports/vbr-source.ts';
import { unsupported } from './reading/answer.ts';
import type { Reader } from './reading/reader.ts';
import { logRecordSchema, logSchema } from './schema/log.ts';
import { serverInfoSchema } from './schema/server-info.ts';
import { sessionSchema } from './schema/session.ts';
import { toLogRecord } from './translate/log-record.ts';
import { translateRows } from './translate/rows.ts';
import { toSession } from './translate/session.ts';

type SingleReads = Pick<VbrSource, 'serverInfo' | 'session' | 'log'>;

const unsuccessful = new Set(['failed', 'warning']);

/** What is read one at a time. */
export function createSingleReads(reader: Reader, zone: () => Promise<string>): SingleReads {
  return {
    serverInfo: () => readServerInfo(reader),
    session: (id) => readSession(reader, zone, id),
    log: (owner) => readLog(reader, zone, owner),
  };
}

async function readServerInfo(reader: Reader): Promise<ServerInfo> {
  const path = '/api/v1/serverInfo';
  const body = await reader.item(path);
  if (body === null) throw unsupported(path);
  const parsed = serverInfoSchema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw unreadable(reader, 'what it is', parsed.error);
}

async function readSession(
  reader: Reader,
  zone: () => Promise<string>,
  id: string,
): Promise<Session | null> {
  const body = await reader.item(`/api/v1/sessions/${encodeURIComponent(id)}`);
  if (body === null) return null;
  const serverZone = await zone();
  const { rows, rejected } = translateRows([body], sessionSchema, (row) =>
    toSession(row, serverZone),
  );
  const [session] = rows;
  if (session !== undefined) return session;
  throw unreadable(reader, `session ${id} (${rejected[0]?.reason ?? 'no row'})`);
}

async function readLog(
  reader: Reader,
  zone: () => Promise<string>,
  owner: LogOwner,
): Promise<Page<LogRecord> | null> {
  const id = encodeURIComponent(owner.id);
  const body = await reader.item(
    owner.kind === 'session' ? `/api/v1/sessions/${id}/logs` : `/api/v1/taskSessions/${id}/logs`,
  );
  if (body === null) return null;
  const parsed = logSchema.safeParse(body);
  if (!parsed.success) throw unreadable(reader, `the log of ${owner.kind} ${owner.id}`);
  const serverZone = await zone();
  const { rows, rejected } = translateRows(parsed.data.records ?? [], logRecordSchema, (row) =>
    toLogRecord(row, serverZone),
  );
  return { rows: rows.filter(({ status }) => unsuccessful.has(status.toLowerCase())), rejected };
}

function unreadable({ place }: Reader, what: string, cause?: unknown): Fault {
  return new Fault({
    code: 'server-answer-unreadable',
    happened: `${place} did not tell ${what} in a way that can be read`,
    means: 'nothing of it was kept',
    next: 'run again; if it lasts, report it with the log file',
    cause,
  });
}
