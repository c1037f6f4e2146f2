import type { ServerSight } from '../domain/health-answer.ts';
import type { Pass } from '../domain/pass.ts';
import type { SourceState } from '../domain/source-state.ts';
import type { RiskStore } from '../ports/risk-store.ts';
import type { AnswerContext } from './answer-context.ts';
import { staleAfterHours } from './data-freshness.ts';
import { seeServers } from './server-sight.ts';

/** How old what is kept of one source is. */
interface SourceFreshness extends Pick<SourceState, 'source' | 'availability' | 'lastAvailableAt'> {
  /** Since it was last available; null if never. */
  readonly ageMinutes: number | null;
  readonly state: 'fresh' | 'stale' | 'never';
  /** What waits for later passes; null where nothing can. */
  readonly pending: number | null;
}

interface ServerStatus extends ServerSight {
  readonly sources: readonly SourceFreshness[];
}

/** What is kept of each server, how fresh each source of it is and what it cannot see, with the newest passes. */
export interface EstateStatus {
  readonly asOf: Date;
  readonly simulated: boolean;
  readonly servers: readonly ServerStatus[];
  readonly passes: readonly Pass[];
}

const passesShown = 5;
const minuteMs = 60_000;

/** Answers "is DR365 itself working?". */
export async function estateStatus(
  context: AnswerContext & { readonly risk: Pick<RiskStore, 'passes'> },
): Promise<EstateStatus> {
  const { answers, asOf, simulated } = context;
  const [seen, passes] = await Promise.all([
    seeServers(context, undefined, 'everything'),
    context.risk.passes(passesShown),
  ]);
  const servers = await Promise.all(
    seen.map(async ({ sight }) => {
      const states = await answers.sourceStates(sight.id);
      return { ...sight, sources: states.map((state) => freshnessOfSource(state, asOf)) };
    }),
  );
  return { asOf, simulated, servers, passes };
}

function freshnessOfSource(state: SourceState, asOf: Date): SourceFreshness {
  const { source, availability, lastAvailableAt, pending = null } = state;
  const told = { source, availability, lastAvailableAt, pending };
  if (lastAvailableAt === null) return { ...told, ageMinutes: null, state: 'never' };
  const ageMinutes = Math.max(
    0,
    Math.floor((asOf.getTime() - lastAvailableAt.getTime()) / minuteMs),
  );
  return { ...told, ageMinutes, state: ageMinutes > staleAfterHours * 60 ? 'stale' : 'fresh' };
}
