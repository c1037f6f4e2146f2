import type { ScaleOutRepository } from '../../../domain/repository.ts';
import type { ScaleOutRepositoryTable } from '../../tables/infrastructure-tables.ts';
import { listedTable, seenColumns, seenPlan } from './listed-table.ts';

type ScaleOutRepositoryRow = Omit<ScaleOutRepositoryTable, 'vbr_server_id'>;

export const scaleOutRepositories = listedTable<ScaleOutRepository, ScaleOutRepositoryRow>({
  plan: {
    ...seenPlan,
    table: 'scale_out_repository',
    columns: {
      id: 'text',
      name: 'text',
      description: 'text',
      performance_extents: 'jsonb',
      capacity_tier: 'jsonb',
      archive_tier: 'jsonb',
      ...seenColumns,
    },
  },
  row: (repository, seen) => ({
    id: repository.id,
    name: repository.name,
    description: repository.description,
    performance_extents: repository.performanceExtents,
    capacity_tier: repository.capacityTier,
    archive_tier: repository.archiveTier,
    ...seen,
  }),
});
