import type { Revision } from '../domain/vbr-server.ts';
import type { Estate } from './estate/estate.ts';
import { routeFor } from './routes/routes.ts';
import { type Answer, errorAnswer } from './server/answer.ts';
import { createMatchCache } from './server/match-cache.ts';

/** Asks an estate's routes without a server in between: nobody has to log in and nothing goes wrong on purpose. */
export function routeAsker(estate: Estate, revision: Revision): (target: string) => Answer {
  const matches = createMatchCache();
  return (target) => {
    const { pathname, searchParams: query } = new URL(target, 'https://simulator');
    const matched = routeFor(pathname);
    if (matched === null) return errorAnswer(404, 'NotFound', 'There is no such resource.');
    const asked = { estate, revision, build: revision, query, matches };
    const rest = { faults: {}, pageCap: null, certificatePem: '' };
    return matched.route.answer({ ...asked, ...rest }, matched.id);
  };
}
