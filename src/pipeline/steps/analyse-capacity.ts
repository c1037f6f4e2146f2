import { assessRepository } from '../../analysers/capacity/assess-repository.ts';
import type { CapacityFacts } from '../../analysers/capacity/capacity-facts.ts';
import { settingsText } from '../../analysers/capacity/settings.ts';
import { subjectOf } from '../../analysers/capacity/subject-of.ts';
import { type TierCapacity, tierCapacities } from '../../analysers/capacity/tier-capacity.ts';
import { analysers } from '../../analysers/index.ts';
import type { Finding } from '../../domain/finding.ts';
import type { KeptForecast } from '../../domain/stored-backup.ts';
import type { VbrServer } from '../../domain/vbr-server.ts';
import type { CapacityDue, KeptStorage } from '../../ports/capacity-store.ts';
import type { PassContext } from '../pass-request.ts';
import { type CapacityRound, capacityFactsOf } from './capacity-facts-of.ts';
import { estateFinding } from './estate-finding.ts';
import { guardedFinding } from './guarded-finding.ts';

type Counts = Record<'repositories-analysed' | 'forecasts-kept' | 'findings-failed', number>;

const hourMs = 3_600_000;
/** A finding this old is made anew: its dates count from it. */
const freshHours = 24;
/** A repository whose newest sample lags this far behind the others is no longer listed. */
const unlistedHours = 26;

/**
 * Takes the new samples into days, then forecasts each repository and tier that is marked, whose finding grew old or was made by other settings, and keeps its
 * forecast of the day; then judges the estate's space as a whole.
 */
export async function analyseCapacity(context: PassContext, server: VbrServer): Promise<Counts> {
  const { analysis, capacity, calibration, clock, settings, signal } = context;
  const counts: Counts = { 'repositories-analysed': 0, 'forecasts-kept': 0, 'findings-failed': 0 };
  const asOf = clock.now();
  await capacity.rollUpDays(server.id);
  const storage = await capacity.storage(server.id);
  const tiers = tierCapacities({ ...storage, lastSeen: unlisted(storage) });
  const sources = await analysis.sourceStates(server.id);
  const round = { server, storage, tiers, sources, calibration, asOf };
  const due = await capacity.due(server.id);
  const judgedBy = settingsText(settings.capacity);
  for (const tier of tiers.filter((each) => isDue(each, due, asOf, judgedBy))) {
    signal.throwIfAborted();
    const { finding, forecast } = await assess(context, round, tier);
    await analysis.keepFindings(server.id, context.passId, [finding]);
    if (forecast !== null) await capacity.keepForecast(server.id, context.passId, forecast);
    const memberIds = tier.members.map(({ id }) => id);
    if (finding.status === 'failed') counts['findings-failed'] += 1;
    else await capacity.clearMarks(server.id, memberIds, due.readAt);
    counts['repositories-analysed'] += 1;
    counts['forecasts-kept'] += forecast === null ? 0 : 1;
  }
  await capacity.forgetOthers(
    server.id,
    tiers.map((tier) => subjectOf(tier).id),
  );
  const estate = await estateFinding(context, server, {
    ...{ feature: 'capacity', subjects: 'repository', analyser: analysers.capacity, asOf },
    factsOf: (named) => ({ ...named, asOf }),
  });
  await analysis.keepFindings(server.id, context.passId, [estate]);
  return counts;
}

async function assess(
  context: PassContext,
  round: CapacityRound,
  tier: TierCapacity,
): Promise<{ readonly finding: Finding; readonly forecast: KeptForecast | null }> {
  const facts: CapacityFacts = await capacityFactsOf(context, round, tier);
  const subject = { kind: 'repository', ...facts.subject } as const;
  let forecast: KeptForecast | null = null;
  const finding = guardedFinding(
    context,
    { feature: 'capacity', subject, asOf: round.asOf },
    () => {
      const assessed = assessRepository(facts);
      forecast = assessed.forecast;
      return assessed.finding;
    },
  );
  return { finding, forecast };
}

function isDue(
  tier: TierCapacity,
  { markedIds, judged }: CapacityDue,
  asOf: Date,
  judgedBy: string,
): boolean {
  const last = judged.get(subjectOf(tier).id);
  const isOld =
    last === undefined ||
    last.by !== judgedBy ||
    last.asOf.getTime() < asOf.getTime() - freshHours * hourMs;
  return isOld || tier.members.some(({ id }) => markedIds.has(id));
}

function unlisted({ measuredAt }: KeptStorage): ReadonlyMap<string, Date> {
  const newest = Math.max(...[...measuredAt.values()].map((at) => at.getTime()));
  return new Map(
    [...measuredAt].filter(([, at]) => at.getTime() < newest - unlistedHours * hourMs),
  );
}
