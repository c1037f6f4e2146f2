import type { Revision } from '../../domain/vbr-server.ts';
import type { Estate } from '../estate/estate.ts';
import type { Faults } from './faults.ts';
import type { MatchCache } from './match-cache.ts';

/** What a route needs to answer. */
export interface RequestContext {
  readonly estate: Estate;
  /** The revision asked for, which decides shapes and words. */
  readonly revision: Revision;
  /** What the server's build speaks at most. */
  readonly build: Revision;
  readonly query: URLSearchParams;
  readonly faults: Faults;
  readonly pageCap: number | null;
  readonly matches: MatchCache;
  readonly certificatePem: string;
}
