import type { ListedRows, WholeListKind } from '../../../ports/listed-rows.ts';
import type { Page } from '../../../ports/vbr-source.ts';
import { backupObjects } from './backup-objects.ts';
import { backups } from './backups.ts';
import { bestPractices } from './best-practices.ts';
import { type ListParts, type ListSource, readList } from './list-source.ts';
import { malwareObjects } from './malware-objects.ts';
import { managedServers } from './managed-servers.ts';
import { readProxies } from './proxies.ts';
import { scaleOutRepositories } from './scale-out-repositories.ts';

/** A list's source, or how several lists make one. */
type WholeList<Row> = ListSource<Row> | ((parts: ListParts) => AsyncIterable<Page<Row>>);

/** Every list that is read whole: a new kind is one file and one line. */
const wholeLists: { readonly [Kind in WholeListKind]: WholeList<ListedRows[Kind]> } = {
  'scale-out-repositories': scaleOutRepositories,
  proxies: readProxies,
  'managed-servers': managedServers,
  backups,
  'backup-objects': backupObjects,
  'malware-objects': malwareObjects,
  'best-practices': bestPractices,
};

/** One list from its first row to its last. */
export function readWholeList<Kind extends WholeListKind>(
  parts: ListParts,
  kind: Kind,
): AsyncIterable<Page<ListedRows[Kind]>> {
  const list = wholeLists[kind];
  return typeof list === 'function' ? list(parts) : readList(parts, list);
}
