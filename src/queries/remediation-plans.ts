import { Fault } from '../domain/errors.ts';
import { shownText } from '../domain/foreign-text.ts';
import type { InsufficientAnswer } from '../domain/health-answer.ts';
import type { KeptPlan } from '../domain/plan.ts';
import type { PlanAnswer, PlanShown, WorklistAnswer } from '../domain/plan-answer.ts';
import type { RiskCategory } from '../domain/risk.ts';
import type { PlanAnswers } from '../ports/plan-answers.ts';
import type { AnswerContext } from './answer-context.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { staleAfterHours } from './data-freshness.ts';
import { insufficientAnswer } from './insufficient-answer.ts';
import { refusalOf } from './refused-deed.ts';
import { type SeenServer, seeServers } from './server-sight.ts';

export interface PlanRequest {
  readonly server?: string | undefined;
  readonly risk?: string | undefined;
  readonly feature?: keyof typeof categoriesOf | undefined;
  readonly name?: string | undefined;
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
}

/** What each feature's plans are about. */
const categoriesOf = {
  health: ['job-failure', 'data-quality'],
  capacity: ['capacity'],
  efficiency: ['efficiency'],
  recovery: ['recovery'],
  protection: ['protection'],
  security: ['security'],
} as const satisfies Readonly<Record<string, readonly RiskCategory[]>>;

const defaultRows = 8;
const mostOthers = 5;

/** Answers "what do we do": one plan by risk or name, or the worklist. */
export async function remediationPlans(
  context: AnswerContext,
  request: PlanRequest,
): Promise<PlanAnswer | WorklistAnswer | InsufficientAnswer> {
  const servers = await seeServers(context, request.server, 'everything');
  const ids = servers.map(({ sight }) => sight.id);
  const { plans } = context;
  const tallies = plans === undefined ? [] : await plans.tallies(ids);
  if (plans === undefined || tallies.length === 0) {
    const refusal = refusalOf(request.name);
    return insufficientAnswer(context, servers, 'remediation plan', refusal);
  }
  const { list, asked, refusal } = await foundOrRefused(plans, ids, request);
  const one = isOne(asked, list) ? list.rows[0] : undefined;
  const [base, rows] = [baseOf(context), list.rows.map((plan) => planShown(plan, servers))];
  if (one !== undefined) {
    const { vbrServerId, riskId } = one;
    return {
      ...{ ...base, kind: 'plan', shown: planShown(one, servers) },
      servers: sightsOf(servers).filter(({ id }) => id === vbrServerId),
      others: (await othersOf(plans, one)).filter((other) => other !== riskId),
    };
  }
  const about = asked.risk ?? asked.name;
  if (list.total === 0 && about !== undefined) throw await unknownPlan(plans, about);
  const { met, regressed, byStatus } = await plans.planCounts(ids);
  return {
    ...base,
    ...{ kind: 'worklist', servers: sightsOf(servers), tallies, met, regressed, refusal },
    ...{ byStatus: { ...byStatus }, about: asked.name ?? asked.feature ?? null },
    plans: { ...list, rows, cursorAfter: (count) => cursorAfter(request, list, count) },
  };
}

function baseOf({ asOf, simulated }: AnswerContext) {
  return { asOf, simulated, staleAfterHours };
}

/** A risk has one plan; a name may have several, which are listed. */
function isOne({ risk, name }: PlanRequest, { total }: { readonly total: number }): boolean {
  return risk !== undefined || (name !== undefined && total === 1);
}

function planShown(plan: KeptPlan, servers: readonly SeenServer[]): PlanShown {
  const server = servers.find(({ sight }) => sight.id === plan.vbrServerId);
  return { serverEntry: server?.sight.entry ?? '', plan };
}

/** What else is to be done about the same subject. */
async function othersOf(
  plans: PlanAnswers,
  { vbrServerId, subject }: KeptPlan,
): Promise<readonly string[]> {
  // A whole estate is everybody's subject.
  if (subject.kind === 'estate') return [];
  const query = { vbrServerIds: [vbrServerId], name: subject.name, offset: 0 } as const;
  const { rows } = await plans.plans({ ...query, onlyToDo: true, limit: mostOthers });
  return rows.map(({ riskId }) => riskId);
}

function cursorAfter(
  request: PlanRequest,
  { offset, total }: { readonly offset: number; readonly total: number },
  count: number,
): string | null {
  const next = offset + count;
  return next < total ? encodeCursor(questionOf(request), { offset: next, since: null }) : null;
}

function sightsOf(servers: readonly SeenServer[]) {
  return servers.map(({ sight }) => sight);
}

function questionOf({ cursor: _cursor, limit: _limit, ...question }: PlanRequest) {
  return question;
}

/** What a plan goes by is a name, whatever it sounds like; else it may be a wish that something be done. */
async function foundOrRefused(plans: PlanAnswers, ids: readonly number[], request: PlanRequest) {
  const list = await found(plans, ids, request);
  const refusal = list.total === 0 ? refusalOf(request.name) : null;
  if (refusal === null) return { list, asked: request, refusal };
  const asked = { ...request, name: undefined };
  return { list: await found(plans, ids, asked), asked, refusal };
}

/** A risk or a name is looked for among all plans, the worklist shows what is to be done. */
async function found(plans: PlanAnswers, vbrServerIds: readonly number[], request: PlanRequest) {
  const { risk, feature, name, cursor, limit } = request;
  const offset = cursor === undefined ? 0 : decodeCursor(questionOf(request), cursor).offset;
  const query = {
    ...{ vbrServerIds, offset, limit: limit ?? defaultRows },
    ...(risk === undefined ? {} : { riskId: risk.trim() }),
    ...(feature === undefined ? {} : { categories: categoriesOf[feature] }),
    ...(name === undefined ? {} : { name: name.trim() }),
  };
  if (risk !== undefined) return { ...(await plans.plans(query)), offset };
  const toDo = await plans.plans({ ...query, onlyToDo: true });
  const isNothingToDo = name !== undefined && toDo.total === 0;
  return { ...(isNothingToDo ? await plans.plans(query) : toDo), offset };
}

async function unknownPlan(plans: PlanAnswers, wanted: string): Promise<Fault> {
  const similar = await plans.similarPlans(wanted, 3);
  const names = similar.map((one) => `"${shownText(one, 60)}"`).join(', ');
  const told = similar.length === 0 ? '' : ` (similar: ${names})`;
  return new Fault({
    code: 'not-found',
    happened: `there is no plan for "${shownText(wanted, 60)}"${told}`,
    means: 'its risk is unknown, below the thresholds, or not risky at all',
    next: 'ask analyze_risks for the ids of risks, or ask without arguments for the worklist',
  });
}
