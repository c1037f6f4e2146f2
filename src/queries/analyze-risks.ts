import type { InsufficientAnswer } from '../domain/health-answer.ts';
import type { RiskCategory } from '../domain/risk.ts';
import type { AnyRiskAnswer, RiskBriefAnswer, RisksAnswer } from '../domain/risk-answer.ts';
import type { AnswerContext } from './answer-context.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { staleAfterHours } from './data-freshness.ts';
import { insufficientAnswer } from './insufficient-answer.ts';
import { riskChanges } from './risk-changes.ts';
import { complianceAnswer, lossAnswer } from './risk-posture.ts';
import { categoryIn, entryOf, type ReadRequest, type RiskRequest, tierIn } from './risk-request.ts';
import { seeServers } from './server-sight.ts';
import { instantSince } from './since.ts';
import { staleRisks } from './stale-risks.ts';

const defaultRows = 5;
const worstInBrief = 5;
const briefSince = '24h';

/** Answers "what threatens us most": the open risks, a brief of what changed, 3-2-1-1-0, or what is lost with one thing. */
export async function analyzeRisks(
  context: AnswerContext,
  request: RiskRequest,
): Promise<AnyRiskAnswer | InsufficientAnswer> {
  const servers = await seeServers(context, request.server, 'everything');
  const category = categoryIn(request.category);
  const tier = tierIn(request.tier);
  const risks = context.risk?.risks;
  const vbrServerIds = servers.map(({ sight }) => sight.id);
  const analyses = (await risks?.lastAnalyses(vbrServerIds)) ?? [];
  if (risks === undefined || analyses.length === 0) {
    return insufficientAnswer(context, servers, 'risks');
  }
  const { cursor, limit, ...question } = request;
  const read: ReadRequest = {
    ...{ context, risks, servers, vbrServerIds, analyses, tier },
    name: request.name ?? null,
    offset: cursor === undefined ? 0 : decodeCursor(question, cursor).offset,
    limit: limit ?? null,
    cursorAt: (offset) => encodeCursor(question, { offset, since: null }),
  };
  switch (request.scope) {
    case 'rule':
      return complianceAnswer(read);
    case 'loss':
      return lossAnswer(read);
    case 'brief':
      return brief(read, instantSince(request.since ?? briefSince, context.asOf));
    default:
      return list(read, category, request.since);
  }
}

async function list(
  read: ReadRequest,
  category: RiskCategory | null,
  since: string | undefined,
): Promise<RisksAnswer> {
  const { context, offset, tier, name } = read;
  const limit = read.limit ?? defaultRows;
  const stale = offset === 0 && name === null ? await staleRisks(read, category, tier) : [];
  const found = await read.risks.openRisks({
    ...{ vbrServerIds: read.vbrServerIds, asOf: context.asOf, limit, offset },
    ...(category !== null && { category }),
    ...(tier !== null && { tier }),
    ...(name !== null && { name }),
  });
  const ids = new Set(stale.map(({ id }) => id));
  const rows = [...stale, ...found.rows.filter(({ id }) => !ids.has(id))].slice(0, limit);
  const base = await baseOf(read);
  return {
    ...base,
    kind: 'risks',
    open: name === null && category === null && tier === null ? found.total : base.open,
    changes:
      since === undefined ? null : await riskChanges(read, instantSince(since, context.asOf)),
    risks: {
      rows: rows.map((risk) => ({ ...risk, serverEntry: entryOf(read, risk.vbrServerId) })),
      total: found.total,
      offset,
      cursorAfter: (count) => (offset + count < found.total ? read.cursorAt(offset + count) : null),
    },
  };
}

async function brief(read: ReadRequest, since: Date): Promise<RiskBriefAnswer> {
  const { vbrServerIds, context } = read;
  const stale = await staleRisks(read, null, null);
  const query = { vbrServerIds, asOf: context.asOf, limit: worstInBrief, offset: 0 };
  const { rows } = await read.risks.openRisks(query);
  const worst = [...stale, ...rows].slice(0, worstInBrief);
  return {
    ...(await baseOf(read)),
    kind: 'risk-brief',
    changes: await riskChanges(read, since),
    worst: worst.map((risk) => ({ ...risk, serverEntry: entryOf(read, risk.vbrServerId) })),
  };
}

async function baseOf({ context, risks, servers, vbrServerIds, analyses }: ReadRequest) {
  const { asOf, simulated } = context;
  const open = await risks.openRisks({ vbrServerIds, asOf, limit: 1, offset: 0 });
  return {
    ...{ asOf, simulated, staleAfterHours },
    servers: servers.map(({ sight }) => sight),
    accepted: await risks.acceptances(vbrServerIds, asOf),
    reopened: await risks.reopened(vbrServerIds, asOf),
    hasInventory: analyses.every(({ hasInventory }) => hasInventory),
    seesAgentComputers: analyses.every(({ seesAgentComputers }) => seesAgentComputers),
    open: open.total,
  };
}
