import { jobStateRoutes } from './job-states.ts';
import { jobRoutes } from './jobs.ts';
import { logRoutes } from './logs.ts';
import { repositoryRoutes } from './repositories.ts';
import { repositoryStateRoutes } from './repository-states.ts';
import type { Route } from './route.ts';
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
