import { groupFailures } from '../../analysers/health/causes/group-failures.ts';
import type { PassContext } from '../pass-request.ts';

/** Groups anew what the changed causes can belong to, a few kinds of causes at a time, and tells which groups go on. */
export async function groupCauses(
  { causes, catalogue, settings, signal }: PassContext,
  vbrServerId: number,
): Promise<Record<string, number>> {
  const { longestGapHours } = settings.health.failureGroups;
  const counts = { 'groups-changed': 0 };
  const grouping = { signatures: catalogue.signatures, longestGapHours };
  for await (const batch of causes.causesToGroup(vbrServerId, longestGapHours)) {
    signal.throwIfAborted();
    const groups = groupFailures(batch.causes, grouping);
    const kept = await causes.replaceGroups(vbrServerId, batch.spans, groups);
    counts['groups-changed'] += kept.inserted + kept.changed;
  }
  await causes.settleOpenGroups(vbrServerId);
  return counts;
}
