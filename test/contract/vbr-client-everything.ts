import type { VbrSource } from '../../src/ports/vbr-source.ts';
import { listOf, type Route, slices } from './vbr-client-server.ts';

const empty: Route = () => ({ json: listOf([]) });
const infrastructure = '/api/v1/backupInfrastructure';

/** Every list that is read, by its path in the specification. */
export const listPaths: readonly string[] = [
  '/api/v1/sessions',
  '/api/v1/taskSessions',
  '/api/v1/jobs',
  '/api/v1/jobs/states',
  `${infrastructure}/repositories`,
  `${infrastructure}/repositories/states`,
  `${infrastructure}/scaleOutRepositories`,
  `${infrastructure}/proxies`,
  `${infrastructure}/proxies/states`,
  `${infrastructure}/managedServers`,
  '/api/v1/agents/protectionGroups',
  '/api/v1/agents/discoveredEntities',
  '/api/v1/backups',
  '/api/v1/backups/{id}/backupFiles',
  '/api/v1/backupObjects',
  '/api/v1/restorePoints',
  '/api/v1/restore/instantRecovery/vSphere/vm',
  '/api/v1/restore/instantRecovery/hyperV/vm',
  '/api/v1/malwareDetection/events',
  '/api/v1/malwareDetection/backupObjects',
  '/api/v1/securityAnalyzer/bestPractices',
];

/** Every single thing that is read, by its path in the specification. */
export const itemPaths: readonly string[] = [
  '/api/v1/serverTime',
  '/api/v1/serverInfo',
  '/api/v1/serverCertificate',
  '/api/v1/license',
  '/api/v1/configBackup',
  '/api/v1/securityAnalyzer/lastRun',
  '/api/v1/jobs/{id}',
  '/api/v1/sessions/{id}',
  '/api/v1/sessions/{id}/logs',
  '/api/v1/taskSessions/{id}/logs',
];

const group = { id: 'one', name: 'Kiosks' };
const computer = { id: 'c', name: 'kiosk1', type: 'Computer', protectionGroupId: 'one' };
const proxy = { id: 'proxy-1', name: 'proxy01', type: 'ViProxy' };

/** A server that offers every path and has little to tell; more routes may be laid over it. */
export function everyRoute(more: Readonly<Record<string, Route>> = {}): Record<string, Route> {
  const lists = listPaths.map((path) => [path.replace('{id}', 'one'), empty] as const);
  return {
    ...Object.fromEntries(lists),
    '/api/v1/securityAnalyzer/bestPractices': () => ({ json: { items: [] } }),
    // Their definitions are asked for when there are states to complete.
    [`${infrastructure}/proxies/states`]: () => ({ json: listOf([proxy]) }),
    // Groups are asked for when something was discovered; older revisions are asked group by group.
    '/api/v1/agents/discoveredEntities': slices(() => [computer]),
    '/api/v1/agents/protectionGroups': slices(() => [group]),
    '/api/v1/agents/protectionGroups/one/discoveredEntities': empty,
    '/api/v1/serverInfo': () => ({ json: {} }),
    '/api/v1/serverCertificate': () => ({ json: { thumbprint: 'AB' } }),
    '/api/v1/license': () => ({ json: { status: 'Valid' } }),
    '/api/v1/configBackup': () => ({ json: { isEnabled: true } }),
    ...more,
  };
}

/** Reads every source of a server once; sources it does not offer are passed over. */
export async function readEverything(source: VbrSource): Promise<void> {
  const window = { createdAfter: new Date('2026-10-01'), createdBefore: new Date('2026-10-08') };
  const pages: readonly AsyncIterable<unknown>[] = [
    source.jobStates(),
    source.jobDefinitions(),
    source.repositories(),
    source.repositoryStates(),
    source.sessions(window),
    source.tasks(window, 'all'),
    source.tasks(window, 'unsuccessful'),
    source.restorePoints(window),
    source.flaggedRestorePoints(),
    source.backupFiles('one'),
    source.malwareEvents(window),
    source.instantRecoveryMounts(),
    source.list('scale-out-repositories'),
    source.list('proxies'),
    source.list('managed-servers'),
    source.agentComputers(new Map()),
    source.list('backups'),
    source.list('backup-objects'),
    source.list('best-practices'),
    ...(source.revision === '1.3-rev2' ? [source.list('malware-objects')] : []),
  ];
  for (const list of pages) for await (const _page of list);
  await source.serverClock();
  await source.serverInfo();
  for (const name of ['licence', 'configuration-backup', 'certificate', 'analyzer-run'] as const) {
    await source.fact(name);
  }
  await source.session('one');
  await source.jobDefinition('one');
  await source.log({ kind: 'session', id: 'one', sessionId: 'one' });
  await source.log({ kind: 'task', id: 'one', sessionId: 'one' });
}
