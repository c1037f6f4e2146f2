import type { Feature } from '../domain/finding.ts';
import type { ServerSight } from '../domain/health-answer.ts';
import type { SourceName } from '../domain/source-state.ts';
import type { LocatedFinding, ServerOverview } from '../ports/answer-store.ts';
import type { AnswerContext } from './answer-context.ts';
import { blindSpotsIn } from './blind-spots.ts';
import { chooseServers } from './choose-servers.ts';
import { freshnessOf } from './data-freshness.ts';

/** A server with what it rests on and, where the question is of health, its finding of the whole estate. */
export interface SeenServer {
  readonly sight: ServerSight;
  readonly estateFinding: LocatedFinding | null;
  /** Whether anything of it was ever read. */
  readonly hasData: boolean;
}

interface Basis {
  readonly sources: readonly SourceName[];
  readonly features: readonly Feature[];
}

/** What answers rest on: sources that may be read, and analyses that may be made, without the others. */
const bases = {
  health: { sources: ['sessions'], features: ['health'] },
  protection: { sources: ['restore-points'], features: ['protection'] },
  capacity: { sources: ['repository-states'], features: ['capacity'] },
  efficiency: { sources: ['backup-files'], features: ['efficiency'] },
  recovery: { sources: ['restore-points', 'sessions'], features: ['recovery'] },
  everything: {
    sources: ['sessions', 'restore-points', 'repository-states'],
    features: ['health', 'protection', 'capacity', 'efficiency', 'recovery'],
  },
} as const satisfies Readonly<Record<string, Basis>>;

/** Every server that a question asks about, with the freshness of what its answer rests on, and its blind spots. */
export async function seeServers(
  context: AnswerContext,
  server: string | undefined,
  about: keyof typeof bases = 'health',
): Promise<readonly SeenServer[]> {
  const { sources, features } = bases[about];
  const [known, ...estates] = await Promise.all([
    context.answers.servers(),
    ...features.map((feature) => estatesOf(context, feature)),
  ]);
  const chosen = chooseServers(known, server);
  return Promise.all(
    chosen.map((one) => {
      const own = estates.flat().filter((row) => row.vbrServerId === one.id);
      return seeServer(context, one, sources, own);
    }),
  );
}

async function estatesOf(
  { answers }: AnswerContext,
  feature: Feature,
): Promise<readonly LocatedFinding[]> {
  const { rows } = await answers.findings({
    ...{ feature, kind: 'estate' },
    ...{ order: 'worst-first', limit: 1000, offset: 0 },
  });
  return rows;
}

async function seeServer(
  context: AnswerContext,
  server: ServerOverview,
  sources: readonly SourceName[],
  estates: readonly LocatedFinding[],
): Promise<SeenServer> {
  const states = await context.answers.sourceStates(server.id);
  const collected = states.filter(({ source }) => sources.includes(source));
  return {
    estateFinding: estates.find(({ finding }) => finding.feature === 'health') ?? null,
    hasData: states.some(({ lastAvailableAt }) => lastAvailableAt !== null),
    sight: {
      id: server.id,
      entry: server.entry,
      revision: server.revision,
      buildVersion: server.info?.buildVersion ?? null,
      freshness: freshnessOf(
        oldest(collected.map(({ lastAvailableAt }) => lastAvailableAt)),
        oldest(estates.map(({ finding }) => finding.asOf)),
        context.asOf,
      ),
      pendingLogs: server.pendingLogs,
      blindSpots: blindSpotsIn(states),
    },
  };
}

/** Of those that are known; what was never seen is told as a blind spot. */
function oldest(instants: readonly (Date | null)[]): Date | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : new Date(Math.min(...known.map(Number)));
}
