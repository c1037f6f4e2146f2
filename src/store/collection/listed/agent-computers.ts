import type { AgentComputer } from '../../../domain/agent-computer.ts';
import type { AgentComputerTable } from '../../tables/infrastructure-tables.ts';
import { listedTable, seenColumns, seenPlan } from './listed-table.ts';

type AgentComputerRow = Omit<AgentComputerTable, 'vbr_server_id'>;

export const agentComputers = listedTable<AgentComputer, AgentComputerRow>({
  plan: {
    ...seenPlan,
    touched: [...seenPlan.touched, 'group_read_at'],
    table: 'agent_computer',
    columns: {
      id: 'text',
      name: 'text',
      type: 'text',
      parent_id: 'text',
      protection_group_id: 'text',
      protection_group_name: 'text',
      is_group_disabled: 'boolean',
      group_read_at: 'timestamptz',
      object_id: 'text',
      state: 'text',
      agent_status: 'text',
      last_connected_at: 'timestamptz',
      operating_system: 'text',
      ...seenColumns,
    },
  },
  row: (computer, seen) => ({
    id: computer.id,
    name: computer.name,
    type: computer.type,
    parent_id: computer.parentId,
    protection_group_id: computer.protectionGroupId,
    protection_group_name: computer.protectionGroupName,
    is_group_disabled: computer.isGroupDisabled,
    group_read_at: computer.groupReadAt,
    object_id: computer.objectId,
    state: computer.state,
    agent_status: computer.agentStatus,
    last_connected_at: computer.lastConnectedAt,
    operating_system: computer.operatingSystem,
    ...seen,
  }),
});
