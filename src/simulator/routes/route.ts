import type { Revision } from '../../domain/vbr-server.ts';
import type { Answer } from '../server/answer.ts';
import type { RequestContext } from '../server/request-context.ts';
import type { Right } from '../server/roles.ts';

/** One readable path of the server. */
export interface Route {
  /** `{id}` stands for one segment. */
  readonly pattern: string;
  /** The right it needs. */
  readonly source: Right;
  /** The first revision that has the path; every one without it. */
  readonly since?: Revision;
  /** Anonymous routes answer without a token. */
  readonly isAnonymous?: true;
  readonly answer: (context: RequestContext, id: string) => Answer;
}
