import { z } from 'zod';
import type { Session } from '../../../domain/session.ts';
import { sessionTypesRead } from '../../../domain/session-families.ts';
import type { CreationWindow, Page } from '../../../ports/vbr-source.ts';
import {
  id,
  optionalCount,
  optionalFlag,
  optionalPart,
  optionalReference,
  optionalText,
  optionalTime,
  reference,
  text,
  time,
} from '../schema/fields.ts';
import { optionalInstant, requiredInstant, rowReader } from '../translate/rows.ts';
import type { Zone } from '../translate/zone.ts';
import { type ListParts, readList } from './list-source.ts';
import { endAfter, progressSchema, resultSchema, toOutcome, toProgress } from './outcome.ts';
import { keepWithin, windowFilters } from './within-window.ts';

/** A row of /sessions, all three revisions. */
const sessionSchema = z.object({
  id,
  name: text,
  jobId: reference,
  sessionType: text,
  state: text,
  creationTime: time,
  endTime: optionalTime,
  result: resultSchema,
  // May be larger than a number holds exactly; its order still tells something.
  usn: z
    .number()
    .min(0)
    .max(2 ** 62)
    .refine(Number.isInteger)
    .nullish()
    .catch(null),
  parentSessionId: optionalReference,
  relatedSessionId: optionalReference,
  originalSessionId: reference,
  retryInfo: optionalPart(z.object({ isRecheckRetry: optionalFlag, retryNumber: optionalCount })),
  algorithm: optionalText,
  initiatedBy: optionalText,
  progress: progressSchema,
});

/** Rows of /sessions in our words. */
export const toSessions = rowReader(sessionSchema, toSession);

/** Sessions of the types that make runs, restore or verify. */
export function readSessions(
  parts: ListParts,
  window: CreationWindow,
): AsyncGenerator<Page<Session>> {
  const types = sessionTypesRead(parts.revision).map((type) => ['typeFilter', type] as const);
  const pages = readList(parts, {
    path: '/api/v1/sessions',
    toRows: toSessions,
    orderColumn: 'CreationTime',
    filters: [...windowFilters(window), ...types],
  });
  return keepWithin(window, pages, ({ createdAt }) => createdAt);
}

function toSession(row: z.output<typeof sessionSchema>, zone: Zone): Session {
  const createdAt = requiredInstant(row.creationTime, 'creationTime', zone);
  return {
    id: row.id,
    jobId: row.jobId,
    name: row.name,
    sessionType: row.sessionType,
    state: row.state,
    ...toOutcome(row.result),
    createdAt,
    endedAt: endAfter(createdAt, optionalInstant(row.endTime, zone)),
    usn: row.usn ?? null,
    parentSessionId: row.parentSessionId,
    relatedSessionId: row.relatedSessionId,
    originalSessionId: row.originalSessionId,
    retryNumber: row.retryInfo?.retryNumber ?? null,
    isRecheckRetry: row.retryInfo?.isRecheckRetry ?? false,
    algorithm: row.algorithm,
    initiatedBy: row.initiatedBy,
    progress: toProgress(row.progress),
  };
}
