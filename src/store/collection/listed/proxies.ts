import type { Proxy as BackupProxy } from '../../../domain/infrastructure.ts';
import type { ProxyTable } from '../../tables/infrastructure-tables.ts';
import { listedTable, seenColumns, seenPlan } from './listed-table.ts';

type ProxyRow = Omit<ProxyTable, 'vbr_server_id'>;

export const proxies = listedTable<BackupProxy, ProxyRow>({
  plan: {
    ...seenPlan,
    table: 'proxy',
    columns: {
      id: 'text',
      name: 'text',
      type: 'text',
      host_id: 'text',
      host_name: 'text',
      is_disabled: 'boolean',
      is_online: 'boolean',
      is_out_of_date: 'boolean',
      max_tasks: 'bigint',
      ...seenColumns,
    },
  },
  row: (proxy, seen) => ({
    id: proxy.id,
    name: proxy.name,
    type: proxy.type,
    host_id: proxy.hostId,
    host_name: proxy.hostName,
    is_disabled: proxy.isDisabled,
    is_online: proxy.isOnline,
    is_out_of_date: proxy.isOutOfDate,
    max_tasks: proxy.maxTasks,
    ...seen,
  }),
});
