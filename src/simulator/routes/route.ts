import type { SourceName } from '../../domain/source-state.ts';
import type { Answer } from '../server/answer.ts';
import type { RequestContext } from '../server/request-context.ts';

/** One readable path of the server. */
export interface Route {
  /** `{id}` stands for one segment. */
  readonly pattern: string;
  /** The source whose rights it needs. */
  readonly source: SourceName;
  /** Anonymous routes answer without a token. */
  readonly isAnonymous?: true;
  readonly answer: (context: RequestContext, id: string) => Answer;
}
