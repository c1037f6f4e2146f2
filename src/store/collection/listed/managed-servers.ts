import type { ManagedServer } from '../../../domain/infrastructure.ts';
import type { ManagedServerTable } from '../../tables/infrastructure-tables.ts';
import { listedTable, seenColumns, seenPlan } from './listed-table.ts';

type ManagedServerRow = Omit<ManagedServerTable, 'vbr_server_id'>;

export const managedServers = listedTable<ManagedServer, ManagedServerRow>({
  plan: {
    ...seenPlan,
    table: 'managed_server',
    columns: { id: 'text', name: 'text', type: 'text', status: 'text', ...seenColumns },
  },
  row: ({ id, name, type, status }, seen) => ({ id, name, type, status, ...seen }),
});
