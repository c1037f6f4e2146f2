import type { LogRecord } from '../../../domain/session.ts';
import type { LogRecordRow } from '../schema/log.ts';
import { optionalInstant, requiredInstant } from './rows.ts';

/** One log record in our words. */
export function toLogRecord(row: LogRecordRow, zone: string): LogRecord {
  return {
    recordId: row.id,
    status: row.status,
    title: row.title ?? '',
    description: row.description ?? '',
    startedAt: requiredInstant(row.startTime ?? row.updateTime ?? '', 'startTime', zone),
    updatedAt: optionalInstant(row.updateTime, zone),
  };
}
