import { type Cause, causeKey, type FailureGroup, unknownCause } from '../domain/cause.ts';
import type { Certainty, GroupShown } from '../domain/group-shown.ts';
import type { Signature } from '../domain/signature.ts';
import type { AnswerContext } from './answer-context.ts';
import { jobNamesOf } from './job-names.ts';

/** A group with the server it belongs to. */
export interface LocatedGroup {
  readonly vbrServerId: number;
  readonly entry: string;
  readonly group: FailureGroup;
}

const causesRead = 400;

/** Groups with the names of their jobs and the newest line of each; one read for each server. */
export async function shownGroups(
  context: AnswerContext,
  groups: readonly LocatedGroup[],
): Promise<readonly GroupShown[]> {
  const shown = new Map<FailureGroup, GroupShown>();
  const ofServers = Map.groupBy(groups, ({ vbrServerId }) => vbrServerId);
  await Promise.all(
    [...ofServers].map(async ([vbrServerId, located]) => {
      const own = located.map(({ group }) => group);
      const runIds = own.flatMap(({ runIds: ids }) => ids.slice(-2));
      const [nameOf, causes] = await Promise.all([
        jobNamesOf(
          context,
          vbrServerId,
          own.flatMap(({ jobIds }) => jobIds),
        ),
        context.answers.causes({ vbrServerId, runIds, limit: causesRead }),
      ]);
      for (const { entry, group } of located) {
        const evidence = causes.find((cause) => isOf(group, cause)) ?? null;
        shown.set(group, groupShown(context, entry, group, group.jobIds.map(nameOf), evidence));
      }
    }),
  );
  return groups.flatMap(({ group }) => shown.get(group) ?? []);
}

/** The cause is one of those that the group stands for. */
export function isOf(group: FailureGroup, cause: Cause): boolean {
  const fingerprint = group.fingerprint ?? '';
  const isAlike = causeKey({ causeClass: group.causeClass, fingerprint }) === causeKey(cause);
  return isAlike && group.runIds.includes(cause.runId);
}

/** What the catalogue knows of a signature; null where it has none by that id. */
export function signatureOf(context: AnswerContext, id: string | null): Signature | null {
  return context.signatures?.find((signature) => signature.id === id) ?? null;
}

/** "is" only for what the catalogue is sure of. */
export function certaintyOf(causeClass: string, signature: Signature | null): Certainty {
  if (causeClass === unknownCause) return 'unknown';
  return signature?.confidence === 'high' ? 'is' : 'likely';
}

function groupShown(
  context: AnswerContext,
  serverEntry: string,
  group: FailureGroup,
  jobs: readonly string[],
  evidence: Cause | null,
): GroupShown {
  const signature = signatureOf(context, group.signatureId ?? evidence?.signatureId ?? null);
  const { id, causeClass, component, firstSeenAt, lastSeenAt, workloads, runIds, isOpen } = group;
  return {
    serverEntry,
    ...{ id, causeClass, component, firstSeenAt, lastSeenAt, workloads, isOpen, jobs, evidence },
    certainty: certaintyOf(causeClass, signature),
    meaning: signature?.meaning ?? null,
    runs: runIds.length,
  };
}
