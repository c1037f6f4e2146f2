import { authorizationEventRoutes } from './authorization-events.ts';
import { backupFileRoutes } from './backup-files.ts';
import { backupObjectRoutes } from './backup-objects.ts';
import { backupRoutes } from './backups.ts';
import { configurationBackupRoutes } from './configuration-backup.ts';
import { instantRecoveryRoutes } from './instant-recovery.ts';
import { jobStateRoutes } from './job-states.ts';
import { jobRoutes } from './jobs.ts';
import { licenceRoutes } from './licence.ts';
import { logRoutes } from './logs.ts';
import { malwareEventRoutes } from './malware-events.ts';
import { malwareObjectRoutes } from './malware-objects.ts';
import { managedServerRoutes } from './managed-servers.ts';
import { protectionGroupRoutes } from './protection-groups.ts';
import { proxyRoutes } from './proxies.ts';
import { repositoryRoutes } from './repositories.ts';
import { repositoryStateRoutes } from './repository-states.ts';
import { restorePointRoutes } from './restore-points.ts';
import type { Route } from './route.ts';
import { scaleOutRoutes } from './scale-out-repositories.ts';
import { securityRoutes } from './security.ts';
import { serverRoutes } from './server.ts';
import { sessionRoutes } from './sessions.ts';
import { taskSessionRoutes } from './task-sessions.ts';

/** Everything that can be read; a path without `{id}` goes before one it could be mistaken for. */
const routes: readonly Route[] = [
  ...serverRoutes,
  ...jobStateRoutes,
  ...jobRoutes,
  ...sessionRoutes,
  ...logRoutes,
  ...taskSessionRoutes,
  ...repositoryStateRoutes,
  ...repositoryRoutes,
  ...scaleOutRoutes,
  ...proxyRoutes,
  ...managedServerRoutes,
  ...protectionGroupRoutes,
  ...backupRoutes,
  ...backupFileRoutes,
  ...backupObjectRoutes,
  ...restorePointRoutes,
  ...instantRecoveryRoutes,
  ...malwareEventRoutes,
  ...malwareObjectRoutes,
  ...securityRoutes,
  ...authorizationEventRoutes,
  ...licenceRoutes,
  ...configurationBackupRoutes,
];

export interface MatchedRoute {
  readonly route: Route;
  readonly id: string;
}

/** The route a path belongs to, with the id it names. */
export function routeFor(path: string): MatchedRoute | null {
  const segments = path.split('/');
  for (const route of routes) {
    const pattern = route.pattern.split('/');
    if (pattern.length !== segments.length) continue;
    const fits = pattern.every((part, place) => part === '{id}' || part === segments[place]);
    if (fits) return { route, id: segments[pattern.indexOf('{id}')] ?? '' };
  }
  return null;
}
