import type { ForecastCalibration } from '../../analysers/capacity/calibration.ts';
import type { CapacityFacts } from '../../analysers/capacity/capacity-facts.ts';
import { subjectOf } from '../../analysers/capacity/subject-of.ts';
import type { TierCapacity } from '../../analysers/capacity/tier-capacity.ts';
import { fileLock } from '../../domain/file-lock.ts';
import type { SourceState } from '../../domain/source-state.ts';
import type { VbrServer } from '../../domain/vbr-server.ts';
import type { KeptStorage } from '../../ports/capacity-store.ts';
import type { PassContext } from '../pass-request.ts';

const dayMs = 86_400_000;
/** Files that went longer ago explain no step that a forecast can see. */
const watchedDays = 130;
/** Forecasts older than the longest they spoke of decide nothing more. */
const promisedDays = 200;

/** What a pass has at hand for each repository. */
export interface CapacityRound {
  readonly server: VbrServer;
  readonly storage: KeptStorage;
  readonly tiers: readonly TierCapacity[];
  readonly sources: readonly SourceState[];
  readonly calibration: ForecastCalibration;
  readonly asOf: Date;
}

/** Reads what one tier is judged by. */
export async function capacityFactsOf(
  { capacity, settings }: PassContext,
  { server, storage, tiers, sources, calibration, asOf }: CapacityRound,
  tier: TierCapacity,
): Promise<CapacityFacts> {
  const before = (days: number) => new Date(asOf.getTime() - days * dayMs);
  const memberIds = tier.members.map(({ id }) => id);
  const subject = subjectOf(tier);
  const historyDays = Math.max(settings.capacity.historyDays, watchedDays);
  const stored = await capacity.backupsIn(server.id, targetsOf(tier), before(watchedDays));
  const objectIds = stored.flatMap(({ files }) => files.flatMap(({ objectIds: [id] }) => id ?? []));
  const below = tier.tier === 'performance' ? capacityTierBelow(tier, tiers) : [];
  return {
    subject,
    tier,
    readAt: readAtOf(storage, tier),
    days: await capacity.days(server.id, memberIds, before(historyDays)),
    backups: stored,
    lock: fileLock(
      memberIds.map((id) => storage.definitions.find((each) => each.id === id) ?? null),
    ),
    objectNames: await capacity.objectNames(server.id, [...new Set(objectIds)]),
    capacityTierDays:
      below.length === 0 ? [] : await capacity.days(server.id, below, before(historyDays)),
    past: await capacity.pastForecasts(server.id, subject.id, before(promisedDays)),
    sources,
    asOf,
    settings: settings.capacity,
    calibration,
  };
}

/** Jobs aim at the scale-out repository, not at its extents; VBR does not tell which files lie in its lower tiers. */
function targetsOf({ id, tier, members }: TierCapacity): readonly string[] {
  if (tier === 'performance') return [id];
  return tier === 'standalone' ? members.map((member) => member.id) : [];
}

function capacityTierBelow({ id }: TierCapacity, tiers: readonly TierCapacity[]): string[] {
  return tiers
    .filter((each) => each.id === id && each.tier === 'capacity')
    .flatMap(({ members }) => members.map((member) => member.id));
}

function readAtOf({ measuredAt }: KeptStorage, { members }: TierCapacity): Date | null {
  const read = members.flatMap(({ id }) => measuredAt.get(id) ?? []);
  return read.reduce<Date | null>((last, at) => (last === null || at > last ? at : last), null);
}
