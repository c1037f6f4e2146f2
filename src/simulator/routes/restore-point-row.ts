import type { Revision } from '../../domain/vbr-server.ts';
import { guestFamilyOf } from '../estate/backups/guest-family.ts';
import {
  hasFile,
  isRestorable,
  type KnownPoint,
  malwareStatusOf,
  namedSession,
  nameThen,
  periodsKept,
} from '../estate/backups/point-facts.ts';
import { originalBytes } from '../estate/backups/point-sizes.ts';
import { zeroId } from '../estate/identifiers.ts';
import type { RequestContext } from '../server/request-context.ts';

/** A restore point as the revision shows it; its time carries an offset. */
export function restorePointRow({ estate, revision }: RequestContext, known: KnownPoint) {
  const { point, object } = known;
  const { identifiers, clock } = estate;
  const { platformName } = object.backup.job.kind;
  const isNew = revision === '1.3-rev2';
  const periods = periodsKept(known);
  return {
    id: identifiers.of('restore-point', point.number),
    name: nameThen(estate, object, point.createdMs),
    platformName,
    platformId: zeroId,
    creationTime: clock.withOffset(point.createdMs),
    backupId: object.backup.id,
    type: point.isFull ? 'Full' : 'Increment',
    sessionId: namedSession(estate, known),
    allowedOperations: isRestorable(known) ? operationsOf(platformName, revision) : [],
    malwareStatus: malwareStatusOf(estate, known),
    ...(hasFile(known) ? { backupFileId: identifiers.of('backup-file', point.number) } : {}),
    guestOsFamily: guestFamilyOf(object.backup.job, object.name),
    originalSize: originalBytes(estate, object, point.createdMs),
    // Only shares tell their long-term periods here; other points tell them on their files.
    ...(isNew && !hasFile(known) ? { gfsPeriods: periods.length === 0 ? ['None'] : periods } : {}),
  };
}

function operationsOf(platformName: string, revision: Revision): string[] {
  const publish = revision === '1.3-rev2' ? ['StartDiskPublish'] : [];
  if (platformName === 'VMware') {
    return ['StartViVMInstantRecovery', 'StartEntireVmRestore', 'StartFlrRestore', ...publish];
  }
  if (platformName === 'HyperV') {
    return [
      'StartHvVMInstantRecovery',
      'StartEntireVmRestoreHyperV',
      'StartFlrRestore',
      ...publish,
    ];
  }
  return platformName === 'UnstructuredData'
    ? ['StartFlrRestore']
    : ['StartViVMInstantRecovery', 'StartFlrRestore', ...publish];
}
