import { z } from 'zod';
import type { RepositoryState } from '../../../domain/repository.ts';
import {
  id,
  optionalFlag,
  optionalPart,
  optionalReference,
  optionalText,
  text,
} from '../schema/fields.ts';
import { rowReader } from '../translate/rows.ts';
import type { ListSource } from './list-source.ts';

/** A row of /backupInfrastructure/repositories/states; "GB" of VBR are GiB. */
const repositoryStateSchema = z.object({
  id,
  name: text,
  type: text,
  hostId: optionalReference,
  hostName: optionalText,
  path: optionalText,
  capacityGB: z.number(),
  freeGB: z.number(),
  usedSpaceGB: z.number(),
  isOnline: optionalFlag,
  isOutOfDate: optionalFlag,
  scaleOutRepositoryDetails: optionalPart(
    z.object({ scaleOutRepositoryId: optionalReference, extentType: optionalText }),
  ),
});

/** Figures as VBR gives them: what 0 of 0 means is judged elsewhere. */
export const repositoryStates: ListSource<RepositoryState> = {
  path: '/api/v1/backupInfrastructure/repositories/states',
  toRows: rowReader(repositoryStateSchema, toRepositoryState),
  orderColumn: 'Name',
};

function toRepositoryState(row: z.output<typeof repositoryStateSchema>): RepositoryState {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    hostId: row.hostId,
    hostName: row.hostName,
    path: row.path,
    capacityGib: row.capacityGB,
    freeGib: row.freeGB,
    reportedUsedGib: row.usedSpaceGB,
    // Servers before 13 do not tell; they list a repository only with figures they just read.
    isOnline: row.isOnline ?? true,
    isOutOfDate: row.isOutOfDate,
    scaleOutRepositoryId: row.scaleOutRepositoryDetails?.scaleOutRepositoryId ?? null,
    extentType: row.scaleOutRepositoryDetails?.extentType ?? null,
  };
}
