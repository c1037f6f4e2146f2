import type { EstateAnswer, ServerHealth } from '../domain/health-answer.ts';
import type { FailedRunShown, RunShown } from '../domain/job-answer.ts';
import type { AnswerContext } from './answer-context.ts';
import { staleAfterHours } from './data-freshness.ts';
import { openGroups } from './failure-groups.ts';
import { type HealthRequest, pageAsked } from './health-request.ts';
import { jobFindingsOf } from './job-findings.ts';
import { protectionCountsOf } from './protection-counts.ts';
import { readEstateFinding } from './read-estate-finding.ts';
import { jobHealthFrom } from './read-job-finding.ts';
import { type RecentRuns, recentRuns } from './recent-runs.ts';
import { evidenceOf, type LocatedRun, runShown } from './run-evidence.ts';
import type { SeenServer } from './server-sight.ts';
import { shownGroups } from './shown-groups.ts';
import { verdictOn } from './verdict.ts';

const lastNightHours = 24;
const topGroups = 3;
const hourMs = 3_600_000;
const mostHealedShown = { summary: 3, full: 10 } as const;

interface ServerRuns extends RecentRuns {
  readonly server: SeenServer;
}

/** How the whole estate stands: scores, what failed since last night, what healed, what is not seen. */
export async function estateHealth(
  context: AnswerContext,
  servers: readonly SeenServer[],
  request: HealthRequest,
): Promise<EstateAnswer> {
  const detail = request.detail ?? 'summary';
  const lastNight = new Date(context.asOf.getTime() - lastNightHours * hourMs);
  const page = pageAsked(context, request, lastNight);
  const since = page.since ?? lastNight;
  const [recent, passes, openGroups, protection] = await Promise.all([
    Promise.all(servers.map((server) => runsOf(context, server, since, page.offset + page.limit))),
    context.risk?.passes(1) ?? [],
    openGroupsOf(context, servers),
    protectionCountsOf(context, servers),
  ]);
  const failed = newestFirst(recent.flatMap((one) => one.failed));
  const shown = failed.slice(page.offset, page.offset + page.limit);
  const healed = newestFirst(recent.flatMap((one) => one.healed)).slice(0, mostHealedShown[detail]);
  const rows = await describeRuns(context, servers, shown, healed);
  const total = recent.reduce((sum, one) => sum + one.counts.failed, 0);
  const serverRows = recent.map(serverHealth);
  const [pass] = passes;
  return {
    kind: 'estate',
    asOf: context.asOf,
    simulated: context.simulated,
    staleAfterHours,
    ...verdictOn(serverRows, protection),
    since,
    lastPass:
      pass === undefined
        ? null
        : { status: pass.status, startedAt: pass.startedAt, endedAt: pass.endedAt },
    servers: serverRows,
    openGroups,
    protection,
    failedRuns: {
      rows: rows.failed,
      total,
      offset: page.offset,
      cursorAfter: page.cursorAfter(total),
    },
    healedRuns: rows.healed,
  };
}

async function openGroupsOf(
  context: AnswerContext,
  servers: readonly SeenServer[],
): Promise<EstateAnswer['openGroups']> {
  const open = await openGroups(context, servers);
  return { count: open.length, top: await shownGroups(context, open.slice(0, topGroups)) };
}

async function runsOf(
  context: AnswerContext,
  server: SeenServer,
  since: Date,
  mostFailed: number,
): Promise<ServerRuns> {
  return { server, ...(await recentRuns(context, server.sight.id, since, mostFailed)) };
}

function newestFirst(runs: readonly LocatedRun[]): readonly LocatedRun[] {
  return [...runs].sort((a, b) => b.run.startedAt.getTime() - a.run.startedAt.getTime());
}

async function describeRuns(
  context: AnswerContext,
  servers: readonly SeenServer[],
  failed: readonly LocatedRun[],
  healed: readonly LocatedRun[],
): Promise<{ readonly failed: FailedRunShown[]; readonly healed: RunShown[] }> {
  const [findingOf, evidence] = await Promise.all([
    jobFindingsOf(context, [...failed, ...healed]),
    evidenceOf(context, failed),
  ]);
  const entryOf = (located: LocatedRun): string =>
    servers.find(({ sight }) => sight.id === located.vbrServerId)?.sight.entry ?? '';
  const describe = (located: LocatedRun): FailedRunShown => {
    const finding = findingOf(located);
    const job = finding === null ? null : jobHealthFrom(finding, entryOf(located));
    const lines = evidence.get(located.run) ?? [];
    return {
      ...runShown(located, entryOf(located), job?.name ?? null, lines),
      record: job?.record ?? null,
    };
  };
  return { failed: failed.map(describe), healed: healed.map(describe) };
}

function serverHealth({ server, counts, healed, healedIsAtLeast }: ServerRuns): ServerHealth {
  return {
    ...server.sight,
    ...readEstateFinding(server.estateFinding?.finding ?? null),
    recent: counts,
    healedRuns: { count: healed.length, isAtLeast: healedIsAtLeast },
  };
}
