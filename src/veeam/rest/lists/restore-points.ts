import { z } from 'zod';
import type { RestorePoint } from '../../../domain/backup.ts';
import type { CreationWindow, Page } from '../../../ports/vbr-source.ts';
import {
  id,
  optionalPart,
  optionalPositive,
  optionalReference,
  optionalText,
  text,
  texts,
  time,
} from '../schema/fields.ts';
import { requiredInstant, rowReader } from '../translate/rows.ts';
import type { Zone } from '../translate/zone.ts';
import { realGfsPeriods } from './gfs-periods.ts';
import { type Filter, type ListParts, readList } from './list-source.ts';
import { keepOnly, keepWithin, windowFilters } from './within-window.ts';

const restorePointSchema = z.object({
  id,
  name: text,
  platformName: text,
  creationTime: time,
  backupId: id,
  type: optionalText,
  sessionId: optionalReference,
  malwareStatus: optionalText,
  backupFileId: optionalReference,
  guestOsFamily: optionalText,
  originalSize: optionalPositive,
  allowedOperations: optionalPart(z.array(z.unknown())),
  gfsPeriods: texts,
});

const flags = ['Suspicious', 'Infected'];
const toRows = rowReader(restorePointSchema, toRestorePoint);

/** The restore points made in a window. */
export function readRestorePoints(
  parts: ListParts,
  window: CreationWindow,
): AsyncGenerator<Page<RestorePoint>> {
  const pages = restorePointsWith(parts, windowFilters(window));
  return keepWithin(window, pages, ({ createdAt }) => createdAt);
}

/** Restore points of any age that are marked; before 1.3-rev2 the filter takes one mark, so two lists are read. */
export async function* readFlaggedRestorePoints(
  parts: ListParts,
): AsyncGenerator<Page<RestorePoint>> {
  const filters = flags.map((flag) => ['malwareStatusFilter', flag] as const);
  const lists = parts.revision === '1.3-rev2' ? [filters] : filters.map((filter) => [filter]);
  for (const list of lists) yield* keepOnly(restorePointsWith(parts, list), isFlagged);
}

/** The restore points of one backup; a server that leaves the filter unheeded adds none of another. */
export function readPointsOfBackup(
  parts: ListParts,
  backupId: string,
): AsyncGenerator<Page<RestorePoint>> {
  const pages = restorePointsWith(parts, [['backupIdFilter', backupId]]);
  return keepOnly(pages, (point) => point.backupId === backupId);
}

function restorePointsWith(
  parts: ListParts,
  filters: readonly Filter[],
): AsyncGenerator<Page<RestorePoint>> {
  return readList(parts, {
    path: '/api/v1/restorePoints',
    toRows,
    orderColumn: 'CreationTime',
    filters,
    hasSmallRows: true,
  });
}

function isFlagged({ malwareStatus }: RestorePoint): boolean {
  return malwareStatus !== null && flags.includes(malwareStatus);
}

function toRestorePoint(row: z.output<typeof restorePointSchema>, zone: Zone): RestorePoint {
  return {
    id: row.id,
    name: row.name,
    platformName: row.platformName,
    createdAt: requiredInstant(row.creationTime, 'creationTime', zone),
    backupId: row.backupId,
    type: row.type,
    sessionId: row.sessionId,
    malwareStatus: row.malwareStatus,
    backupFileId: row.backupFileId,
    guestOsFamily: row.guestOsFamily,
    originalBytes: row.originalSize,
    isRestorable: row.allowedOperations === null ? null : row.allowedOperations.length > 0,
    gfsPeriods: realGfsPeriods(row.gfsPeriods),
  };
}
