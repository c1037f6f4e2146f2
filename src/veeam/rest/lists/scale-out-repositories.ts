import { z } from 'zod';
import type { PerformanceExtent, ScaleOutRepository } from '../../../domain/repository.ts';
import {
  id,
  optionalCount,
  optionalFlag,
  optionalPart,
  optionalReference,
  optionalText,
  text,
  texts,
} from '../schema/fields.ts';
import { rowReader } from '../translate/rows.ts';
import type { ListSource } from './list-source.ts';

const extent = z.object({ id });

const capacityTierSchema = optionalPart(
  z.object({
    isEnabled: optionalFlag,
    extents: optionalPart(z.array(z.object({ id: optionalReference }))),
    copyPolicyEnabled: optionalFlag,
    movePolicyEnabled: optionalFlag,
    operationalRestorePeriodDays: optionalCount,
  }),
);

const archiveTierSchema = optionalPart(
  z.object({
    isEnabled: optionalFlag,
    extentId: optionalReference,
    archivePeriodDays: optionalCount,
  }),
);

/** Without its performance extents a scale-out repository has no figures, so they are the only tier it must have. */
const scaleOutRepositorySchema = z.object({
  id,
  name: text,
  description: optionalText,
  performanceTier: z.object({ performanceExtents: z.array(extent.extend({ status: texts })) }),
  capacityTier: capacityTierSchema,
  archiveTier: archiveTierSchema,
});

type ScaleOutRow = z.output<typeof scaleOutRepositorySchema>;

/** Scale-out repositories with the extents of their tiers. */
export const scaleOutRepositories: ListSource<ScaleOutRepository> = {
  path: '/api/v1/backupInfrastructure/scaleOutRepositories',
  toRows: rowReader(scaleOutRepositorySchema, toScaleOutRepository),
  orderColumn: 'Name',
};

function toScaleOutRepository(row: ScaleOutRow): ScaleOutRepository {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    performanceExtents: row.performanceTier.performanceExtents.map(toPerformanceExtent),
    capacityTier: toCapacityTier(row.capacityTier),
    archiveTier: toArchiveTier(row.archiveTier),
  };
}

function toPerformanceExtent(extentRow: {
  readonly id: string;
  readonly status: readonly string[];
}): PerformanceExtent {
  return { repositoryId: extentRow.id, statuses: extentRow.status };
}

function toCapacityTier(tier: ScaleOutRow['capacityTier']): ScaleOutRepository['capacityTier'] {
  if (tier === null || tier.isEnabled === null) return null;
  return {
    isEnabled: tier.isEnabled,
    repositoryIds: (tier.extents ?? []).flatMap((one) => one.id ?? []),
    copiesAtOnce: tier.copyPolicyEnabled,
    movesOld: tier.movePolicyEnabled,
    moveAfterDays: tier.operationalRestorePeriodDays,
  };
}

function toArchiveTier(tier: ScaleOutRow['archiveTier']): ScaleOutRepository['archiveTier'] {
  if (tier === null || tier.isEnabled === null) return null;
  return {
    isEnabled: tier.isEnabled,
    repositoryId: tier.extentId,
    archiveAfterDays: tier.archivePeriodDays,
  };
}
