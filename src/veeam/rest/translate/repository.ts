import type { RepositoryDefinition, RepositoryState } from '../../../domain/repository.ts';
import type { RepositoryRow } from '../schema/repository.ts';
import type { RepositoryStateRow } from '../schema/repository-state.ts';

/** A repository's identity in our words. */
export function toRepositoryDefinition(row: RepositoryRow): RepositoryDefinition {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    description: row.description,
    hostId: row.hostId,
  };
}

/** A repository's state in our words, figures as VBR gives them: what 0 of 0 means is judged elsewhere. */
export function toRepositoryState(row: RepositoryStateRow): RepositoryState {
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
