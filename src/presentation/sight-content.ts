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
  const shown = blindSpots.slice(0, limits.blindSpots);
  const unseen = blindSpots.length - shown.length;
  return {
    server: clean(server.entry, limits.nameCharacters),
    revision: clean(server.revision, 20),
    build: server.buildVersion === null ? 'not visible' : clean(server.buildVersion, 30),
    data: freshness.state,
    age: freshness.ageMinutes === null ? undefined : spanText(freshness.ageMinutes),
    collected: knownInstant(freshness.collectedAt) ?? 'never',
    analysed: knownInstant(freshness.analysedAt) ?? 'never',
    logsPending: server.pendingLogs,
    cannotSee: shown.map((spot) => blindSpotContent(spot, limits)),
    cannotSeeOmitted: unseen > 0 ? unseen : undefined,
  };
}

export type SightContent = ReturnType<typeof sightContent>;

function blindSpotContent(spot: BlindSpot, limits: AnswerLimits) {
  const isPartly = spot.availability === 'available';
  return {
    source: clean(spot.source, 40),
    is: isPartly ? ('incomplete' as const) : spot.availability,
    why: clean(spot.reason, limits.messageCharacters),
    lastSeen: isPartly ? undefined : knownInstant(spot.lastAvailableAt),
  };
}
