import type { ListedKind, ListedRows } from '../../../ports/listed-rows.ts';
import { agentComputers } from './agent-computers.ts';
import { backupObjects } from './backup-objects.ts';
import { backups } from './backups.ts';
import { bestPractices } from './best-practices.ts';
import type { KeepList } from './listed-table.ts';
import { malwareObjects } from './malware-objects.ts';
import { managedServers } from './managed-servers.ts';
import { proxies } from './proxies.ts';
import { scaleOutRepositories } from './scale-out-repositories.ts';

/** How the rows of each listed kind are kept. */
export const listed: { readonly [Kind in ListedKind]: KeepList<ListedRows[Kind]> } = {
  'scale-out-repositories': scaleOutRepositories,
  proxies,
  'managed-servers': managedServers,
  'agent-computers': agentComputers,
  backups,
  'backup-objects': backupObjects,
  'malware-objects': malwareObjects,
  'best-practices': bestPractices,
};
