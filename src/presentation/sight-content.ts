import type { AnswerBase, BlindSpot, ServerSight } from '../domain/health-answer.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { clean, instantText, knownInstant, spanText } from './wording.ts';

/** What every answer begins with: a warning before anything else, the instant, and whether it is the simulated estate. */
export function headOf(answer: AnswerBase, limits: AnswerLimits) {
  const omitted = Math.max(0, answer.servers.length - limits.servers);
  return {
    warning: warningOf(answer, limits),
    asOf: instantText(answer.asOf),
    estate: answer.simulated ? 'simulated estate' : undefined,
    serversOmitted: omitted > 0 ? omitted : undefined,
  };
}

export type HeadContent = ReturnType<typeof headOf>;

function warningOf(answer: AnswerBase, limits: AnswerLimits): string | undefined {
  const notFresh = answer.servers.filter(({ freshness }) => freshness.state !== 'fresh');
  if (notFresh.length === 0) return undefined;
  const causes = notFresh.slice(0, limits.servers).map(({ entry, freshness }) => {
    const name = clean(entry, limits.nameCharacters);
    const { ageMinutes } = freshness;
    return ageMinutes === null
      ? `${name}: no analysed data`
      : `${name}: data is ${spanText(ageMinutes)} old`;
  });
  return `NOT CURRENT (limit ${answer.staleAfterHours} h): ${causes.join('; ')}. What follows was so then and does not show that all is well now.`;
}

/** One server's freshness and blind spots. */
export function sightContent(server: ServerSight, limits: AnswerLimits) {
  const { freshness, blindSpots } = server;
  const alike = [...Map.groupBy(blindSpots, (spot) => JSON.stringify(whyUnseen(spot, limits)))];
  const shown = alike.slice(0, limits.blindSpots);
  const omitted = alike.slice(shown.length).reduce((sum, [, spots]) => sum + spots.length, 0);
  return {
    server: clean(server.entry, limits.nameCharacters),
    revision: clean(server.revision, 20),
    build: server.buildVersion === null ? 'not visible' : clean(server.buildVersion, 30),
    data: freshness.state,
    age: freshness.ageMinutes === null ? undefined : spanText(freshness.ageMinutes),
    collected: knownInstant(freshness.collectedAt) ?? 'never',
    analysed: knownInstant(freshness.analysedAt) ?? 'never',
    logsPending: server.pendingLogs,
    cannotSee: shown.flatMap(([, spots]) => unseenContent(spots, limits)),
    cannotSeeOmitted: omitted > 0 ? omitted : undefined,
  };
}

export type SightContent = ReturnType<typeof sightContent>;

/** Sources that are not seen for one reason, which is told once. */
function unseenContent(spots: readonly BlindSpot[], limits: AnswerLimits) {
  const sources = spots.map(({ source }) => clean(source, 40));
  return spots.slice(0, 1).map((spot) => ({ sources, ...whyUnseen(spot, limits) }));
}

function whyUnseen(spot: BlindSpot, limits: AnswerLimits) {
  const isPartly = spot.availability === 'available';
  return {
    is: isPartly ? ('incomplete' as const) : spot.availability,
    why: clean(spot.reason, limits.messageCharacters),
    lastSeen: isPartly ? undefined : knownInstant(spot.lastAvailableAt),
  };
}
