import type { RetryRule } from '../job.ts';
import type { Run } from '../run.ts';
import type { Session } from '../session.ts';
import { isInferredRetry } from './inferred-retry.ts';
import { isRetry } from './retry-facts.ts';
import { rootSessionIds } from './root-session.ts';
import { type Attempts, runFromSessions } from './run-from-sessions.ts';
import { isRunSession } from './run-session.ts';
import { baseJobName } from './session-name.ts';

/** Whose sessions are folded, and the job's retry rule; null where VBR did not show it. */
export interface FoldRule {
  readonly jobId: string;
  readonly retry: RetryRule | null;
}

/**
 * The runs of one job, oldest first, from its sessions in any order; sessions of other jobs and types make none.
 * VBR 1.3-rev2 names the session that a retry belongs to; older revisions leave it to the name and the retry rule.
 * Stable: the sessions from the start of a run on, if no earlier run reaches past it, give the same later runs.
 */
export function foldSessions(sessions: readonly Session[], rule: FoldRule): Run[] {
  const knownJobIds = new Set([rule.jobId]);
  const ofJob = sessions.filter((session) => isRunSession(session, knownJobIds)).sort(byTime);
  const rootIds = rootSessionIds(ofJob);
  const groups: Attempts[] = [];
  const groupOfRoot = new Map<string, Attempts>();
  const newestOfName = new Map<string, Attempts>();
  for (const session of ofJob) {
    const rootId = rootIds.get(session.id) ?? session.id;
    const name = baseJobName(session.name);
    const joined =
      groupOfRoot.get(rootId) ?? groupToJoin(session, rootId, newestOfName.get(name), rule.retry);
    const group: Attempts = joined ?? [session];
    if (joined === undefined) groups.push(group);
    else group.push(session);
    groupOfRoot.set(rootId, group);
    newestOfName.set(name, group);
  }
  return groups.map((group) => runFromSessions(group, rule.jobId));
}

/** By creation; at the same instant the retried session comes before its retries. */
function byTime(left: Session, right: Session): number {
  return (
    left.createdAt.getTime() - right.createdAt.getTime() ||
    Number(isRetry(left)) - Number(isRetry(right)) ||
    (left.retryNumber ?? 0) - (right.retryNumber ?? 0) ||
    Number(left.id > right.id) - Number(left.id < right.id)
  );
}

/** The newest run of the same name when the session, which names no other, still looks like its retry. */
function groupToJoin(
  session: Session,
  rootId: string,
  newest: Attempts | undefined,
  retry: RetryRule | null,
): Attempts | undefined {
  if (newest === undefined || rootId !== session.id) return undefined;
  return isInferredRetry(session, newest, retry) ? newest : undefined;
}
