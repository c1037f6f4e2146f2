import { z } from 'zod';
import { Fault } from '../../domain/errors.ts';
import type { LogOwner, LogRecord } from '../../domain/session.ts';
import { isTelling } from '../../domain/telling-record.ts';
import type { Page } from '../../ports/vbr-source.ts';
import type { Reader } from './reading/reader.ts';
import { optionalText, optionalTime, text } from './schema/fields.ts';
import { optionalInstant, requiredInstant, rowReader } from './translate/rows.ts';
import type { Zone } from './translate/zone.ts';

/** The envelope of a session's or task's log, which is not paged. */
const logSchema = z.object({ records: z.array(z.unknown()).nullish() });

/** One record; `additionalInfo` changed its shape in 1.3-rev2 and is not read. */
const recordSchema = z.object({
  id: z.int(),
  status: text,
  title: optionalText,
  description: optionalText,
  startTime: optionalTime,
  updateTime: optionalTime,
});

const toRecords = rowReader(recordSchema, toLogRecord);

/** The telling records of one log; null when VBR no longer has it. */
export async function readLog(
  reader: Reader,
  zone: () => Promise<Zone>,
  owner: LogOwner,
): Promise<Page<LogRecord> | null> {
  const id = encodeURIComponent(owner.id);
  const body = await reader.item(
    owner.kind === 'session' ? `/api/v1/sessions/${id}/logs` : `/api/v1/taskSessions/${id}/logs`,
  );
  if (body === null) return null;
  const parsed = logSchema.safeParse(body);
  if (!parsed.success) throw notALog(reader.place, owner, parsed.error);
  const { rows, rejected } = toRecords(parsed.data.records ?? [], await zone());
  return { rows: rows.filter(isTelling), rejected };
}

function toLogRecord(row: z.output<typeof recordSchema>, zone: Zone): LogRecord {
  return {
    recordId: row.id,
    status: row.status,
    title: row.title ?? '',
    description: row.description ?? '',
    startedAt: requiredInstant(row.startTime ?? row.updateTime ?? '', 'startTime', zone),
    updatedAt: optionalInstant(row.updateTime, zone),
  };
}

function notALog(place: string, { kind, id }: LogOwner, cause: unknown): Fault {
  return new Fault({
    code: 'server-answer-unreadable',
    happened: `${place} did not tell the log of ${kind} ${id} in a way that can be read`,
    means: 'nothing of it was kept',
    next: 'run again; if it lasts, report it with the log file',
    cause,
  });
}
