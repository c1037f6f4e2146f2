import { jobIdTold } from '../estate/backups/backup-facts.ts';
import { filePath } from '../estate/backups/file-path.ts';
import { guestFamilyOf } from '../estate/backups/guest-family.ts';
import { knownBackups, knownObjects, retainedOf } from '../estate/backups/known-backups.ts';
import { lastRunFailed } from '../estate/backups/last-run-failed.ts';
import { objectBytes } from '../estate/backups/object-bytes.ts';
import { objectTypeOf } from '../estate/backups/object-type.ts';
import {
  hasFile,
  isRestorable,
  malwareStatusOf,
  namedObject,
  namedSession,
  nameThen,
  periodsKept,
  pointAt,
} from '../estate/backups/point-facts.ts';
import { originalBytes, sizesOf } from '../estate/backups/point-sizes.ts';
import { pointsOf } from '../estate/backups/points-of.ts';
import type { Estate } from '../estate/estate.ts';
import { zeroId } from '../estate/identifiers.ts';
import { jobTypeIn } from '../estate/names-by-revision.ts';
import { toldInstantMs } from './told-instant.ts';
import type { VisibleKind, VisibleRow } from './visible-rows.ts';

/** Backups that have held a point. */
export const visibleBackups: VisibleKind = {
  name: 'backup',
  key: ['id'],
  rows: (estate, build) =>
    knownBackups(estate).map(({ backup, createdMs }): VisibleRow => {
      const jobId = jobIdTold(backup);
      return {
        id: backup.id,
        jobId: jobId === zeroId ? null : jobId,
        name: backup.name,
        jobType: jobTypeIn(backup.job, build),
        platformName: backup.job.kind.platformName,
        createdAt: isoText(createdMs),
        repositoryId: backup.target.targetId,
        repositoryName: backup.target.targetName,
      };
    }),
};

/** Workloads in backups, and what is left of replaced machines. */
export const visibleObjects: VisibleKind = {
  name: 'backup_object',
  key: ['id'],
  rows: (estate, build) => {
    const points = pointsOf(estate);
    const isNew = build === '1.3-rev2';
    return knownBackups(estate)
      .flatMap(({ backup }) => knownObjects(points, backup))
      .map(
        (object): VisibleRow => ({
          id: object.id,
          name: object.name,
          type: objectTypeOf(object),
          platformName: object.backup.job.kind.platformName,
          restorePointsCount: retainedOf(points, object).length,
          lastRunFailed: lastRunFailed(estate, object),
          backupId: isNew ? object.backup.id : null,
          sizeBytes: isNew ? objectBytes(estate, object) : null,
        }),
      );
  },
};

/** Files of retained points. */
export const visibleFiles: VisibleKind = {
  name: 'backup_file',
  key: ['id'],
  rows: function* (estate) {
    for (const place of pointsOf(estate).retained) {
      if (hasFile(pointAt(estate, place))) yield fileRow(estate, place);
    }
  },
};

/** Retained points. */
export const visiblePoints: VisibleKind = {
  name: 'restore_point',
  key: ['id'],
  rows: function* (estate, build) {
    for (const place of pointsOf(estate).retained) {
      yield pointRow(estate, place, build === '1.3-rev2');
    }
  },
};

function fileRow(estate: Estate, place: number): VisibleRow {
  const known = pointAt(estate, place);
  const { point, object } = known;
  const sizes = sizesOf(estate, object, point);
  const objectId = namedObject(estate, known);
  return {
    id: estate.identifiers.of('backup-file', point.number),
    backupId: object.backup.id,
    path: filePath(estate, known),
    objectIds: objectId === zeroId ? [] : [objectId],
    restorePointIds: [estate.identifiers.of('restore-point', point.number)],
    dataBytes: knownSize(sizes.dataBytes),
    backupBytes: knownSize(sizes.backupBytes),
    dedupRemainingPercent: knownSize(sizes.dedupPercent),
    compressRemainingPercent: knownSize(sizes.compressPercent),
    createdAt: isoText(toldInstantMs(estate.clock, point.createdMs)),
    gfsPeriods: periodsKept(known),
  };
}

function pointRow(estate: Estate, place: number, isNew: boolean): VisibleRow {
  const known = pointAt(estate, place);
  const { point, object } = known;
  const { identifiers } = estate;
  return {
    id: identifiers.of('restore-point', point.number),
    name: nameThen(estate, object, point.createdMs),
    platformName: object.backup.job.kind.platformName,
    createdAt: isoText(point.createdMs),
    backupId: object.backup.id,
    type: point.isFull ? 'Full' : 'Increment',
    sessionId: namedSession(estate, known),
    malwareStatus: malwareStatusOf(estate, known),
    backupFileId: hasFile(known) ? identifiers.of('backup-file', point.number) : null,
    guestOsFamily: guestFamilyOf(object.backup.job, object.name),
    originalBytes: originalBytes(estate, object, point.createdMs),
    isRestorable: isRestorable(known),
    gfsPeriods: isNew && !hasFile(known) ? periodsKept(known) : [],
  };
}

// VBR writes 0 for what it does not know.
function knownSize(value: number): number | null {
  return value === 0 ? null : value;
}

function isoText(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
