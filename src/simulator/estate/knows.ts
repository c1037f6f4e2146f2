import { type Revision, revisions } from '../../domain/vbr-server.ts';

/** Whether a revision has what came with `since`. */
export function knows(revision: Revision, since: Revision): boolean {
  return revisions.indexOf(revision) <= revisions.indexOf(since);
}
