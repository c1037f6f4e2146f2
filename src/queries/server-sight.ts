import type { ServerSight } from '../domain/health-answer.ts';
import type { LocatedFinding, ServerOverview } from '../ports/answer-store.ts';
import type { AnswerContext } from './answer-context.ts';
import { blindSpotsIn } from './blind-spots.ts';
import { chooseServers } from './choose-servers.ts';
import { freshnessOf } from './data-freshness.ts';

/** A server with what it rests on and its finding of the whole estate, where there is one. */
export interface SeenServer {
  readonly sight: ServerSight;
  readonly estateFinding: LocatedFinding | null;
}

/** Every server that a question asks about, with its freshness and its blind spots. */
export async function seeServers(
  context: AnswerContext,
  server: string | undefined,
): Promise<readonly SeenServer[]> {
  const [known, estates] = await Promise.all([
    context.answers.servers(),
    context.answers.findings({
      feature: 'health',
      kind: 'estate',
      order: 'worst-first',
      limit: 1000,
      offset: 0,
    }),
  ]);
  const chosen = chooseServers(known, server);
  return Promise.all(
    chosen.map((one) => {
      const located = estates.rows.find((row) => row.vbrServerId === one.id) ?? null;
      return seeServer(context, one, located);
    }),
  );
}

async function seeServer(
  context: AnswerContext,
  server: ServerOverview,
  estateFinding: LocatedFinding | null,
): Promise<SeenServer> {
  const states = await context.answers.sourceStates(server.id);
  const analysedAt = estateFinding?.finding.asOf ?? null;
  return {
    estateFinding,
    sight: {
      id: server.id,
      entry: server.entry,
      revision: server.revision,
      buildVersion: server.info?.buildVersion ?? null,
      freshness: freshnessOf(server.sessionsAsOf, analysedAt, context.asOf),
      pendingLogs: server.pendingLogs,
      blindSpots: blindSpotsIn(states),
    },
  };
}
