import { type MachineToRestore, restoreManyAtOnce } from '../analysers/recovery/many-at-once.ts';
import {
  type RecoveryEstateMeasures,
  type RecoveryWorkloadMeasures,
  recoveryWorkloadSchema,
} from '../analysers/recovery/measures.ts';
import { businessTiers } from '../domain/business-tier-settings.ts';
import type { ConcurrentShown } from '../domain/recovery-answer.ts';
import type { LocatedFinding } from '../ports/answer-store.ts';

const runs = 2000;
const seed = 20_261_126;

/** Simulates that so many workloads are restored at once, the highest tiers first, the quickest first within a tier. */
export function concurrentRestores(
  found: readonly LocatedFinding[],
  { proxies, repositories, sharing }: RecoveryEstateMeasures,
  wanted: number,
  serverEntry: string,
): ConcurrentShown {
  const known = found.flatMap(({ finding }) => {
    const parsed = recoveryWorkloadSchema.safeParse(finding.measures);
    return parsed.success ? [parsed.data] : [];
  });
  const places = new Map(repositories.map(({ id }, place) => [id, place]));
  const estimated = known.flatMap((one) => {
    const machine = machineOf(one, places, repositories.length);
    return machine === null ? [] : [{ machine, order: businessTiers.indexOf(one.tier.tier) }];
  });
  const queue = estimated
    .sort(
      (one, other) =>
        one.order - other.order || one.machine.expected.value - other.machine.expected.value,
    )
    .slice(0, wanted)
    .map(({ machine }) => machine);
  const proxySlots = sumOf(proxies);
  const slots = {
    proxySlots: proxySlots ?? Number.POSITIVE_INFINITY,
    // One place more for workloads whose repository is not known; it sets no limit.
    repositorySlots: [...repositories.map((one) => one.slots ?? Number.POSITIVE_INFINITY), 1e9],
    sharingExponent: sharing.exponent ?? 0,
  };
  return {
    serverEntry,
    asked: wanted,
    withoutEstimate: known.length - estimated.length,
    sharing:
      sharing.exponent === null
        ? `not observed (${sharing.overlaps} overlaps): restores side by side are taken not to slow each other`
        : `time grows with k^${sharing.exponent.toFixed(2)}, from ${sharing.overlaps} overlaps`,
    slots: `${proxySlots ?? 'unlimited'} proxy slots, ${repositories.length} repositories`,
    result: queue.length === 0 ? null : restoreManyAtOnce(queue, slots, runs, seed),
  };
}

function machineOf(
  { estimate, repositoryId, rto }: RecoveryWorkloadMeasures,
  places: ReadonlyMap<string, number>,
  unknownPlace: number,
): MachineToRestore | null {
  if (estimate === null) return null;
  const { expected } = estimate;
  const repository = places.get(repositoryId ?? '') ?? unknownPlace;
  return { repository, expected, rtoMinutes: rto.target };
}

/** Null where one sets no limit, or there is none: then nothing limits. */
function sumOf(proxies: RecoveryEstateMeasures['proxies']): number | null {
  if (proxies.length === 0 || proxies.some(({ slots }) => slots === null)) return null;
  return proxies.reduce((sum, { slots }) => sum + (slots ?? 0), 0);
}
