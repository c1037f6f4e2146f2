import type { Risk, RiskEvidence, RiskInput } from '../domain/risk.ts';
import type {
  AcceptedShown,
  ChangedRisk,
  RiskBriefAnswer,
  RiskChanges,
  RisksAnswer,
} from '../domain/risk-answer.ts';
import type { AnswerLimits } from './answer-limits.ts';
import { pageContent } from './page-content.ts';
import { headOf, sightContent } from './sight-content.ts';
import { clean, instantText, knownInstant, rounded } from './wording.ts';

const mostFigures = 8;
/** Factors above it take next to nothing away. */
const doubtful = 0.9;

/** Risks as structured content: whole points, names cut to the limits. */
export function riskContent(answer: RisksAnswer, limits: AnswerLimits) {
  const rows = answer.risks.rows.slice(0, limits.rows);
  const isMany = answer.servers.length > 1;
  return {
    ...baseContent(answer, limits),
    kind: answer.kind,
    changes: answer.changes === null ? undefined : changesContent(answer.changes, limits),
    risks: rows.map((risk) => oneContent(risk, limits, isMany)),
    page: pageContent(answer.risks, rows.length),
    servers: answer.servers.slice(0, limits.servers).map((server) => sightContent(server, limits)),
  };
}

export type RiskContent = ReturnType<typeof riskContent>;

/** The brief as structured content: what changed, and what to do first. */
export function briefContent(answer: RiskBriefAnswer, limits: AnswerLimits) {
  return {
    ...baseContent(answer, limits),
    kind: answer.kind,
    changes: changesContent(answer.changes, limits),
    worst: answer.worst.map(({ id, title, score, tier, lowersMost }) => ({
      id,
      risk: clean(title, limits.messageCharacters),
      score,
      tier,
      next: clean(lowersMost.change, limits.messageCharacters),
    })),
    cannotSee: answer.servers.reduce((sum, { blindSpots }) => sum + blindSpots.length, 0),
  };
}

export type BriefContent = ReturnType<typeof briefContent>;

function baseContent(answer: RisksAnswer | RiskBriefAnswer, limits: AnswerLimits) {
  const { accepted, reopened, open } = answer;
  return {
    ...headOf(answer, limits),
    status: 'answered' as const,
    open,
    accepted: accepted.length,
    acceptedRisks: accepted.slice(0, limits.names).map((one) => acceptedContent(one, limits)),
    // Nobody may learn of it only by chance: it was out of sight until now.
    reopened:
      reopened.length === 0
        ? undefined
        : reopened.slice(0, limits.names).map(({ riskId, owner, acceptedScore, score }) => {
            const who = clean(owner, limits.nameCharacters);
            return `${riskId}: ${who} accepted it at ${acceptedScore}, it is ${score} now`;
          }),
    neverBackedUp: neverBackedUpOf(answer),
  };
}

/** Of which machines it is not visible that they were never backed up; the first words tell it alone. */
function neverBackedUpOf({
  hasInventory,
  seesAgentComputers,
}: RisksAnswer | RiskBriefAnswer): string | undefined {
  if (hasInventory) return undefined;
  const beyond = seesAgentComputers ? ' beyond what protection groups discovered' : '';
  return `not visible${beyond}: import an inventory to see machines that were never backed up`;
}

function acceptedContent(accepted: AcceptedShown, limits: AnswerLimits) {
  const { riskId, owner, reason, expiresAt } = accepted;
  return {
    id: riskId,
    owner: clean(owner, limits.nameCharacters),
    reason: clean(reason, limits.messageCharacters),
    // The last day, not the instant after it.
    until: instantText(new Date(expiresAt.getTime() - 1)).slice(0, 10),
  };
}

export type AcceptedContent = ReturnType<typeof acceptedContent>;

function changesContent(changes: RiskChanges, limits: AnswerLimits) {
  const { since, historyFrom, formulaFrom } = changes;
  const shown = (those: readonly ChangedRisk[]) => ({
    count: those.length,
    first: those.slice(0, limits.names).map(({ riskId, title, scoreThen, scoreNow }) => ({
      id: riskId,
      risk: clean(title, limits.messageCharacters),
      from: scoreThen ?? undefined,
      to: scoreNow ?? undefined,
    })),
  });
  return {
    since: instantText(since),
    historyFrom: knownInstant(historyFrom),
    formulaFrom: knownInstant(formulaFrom),
    new: shown(changes.new),
    worse: shown(changes.worse),
    better: shown(changes.better),
    fixed: shown(changes.fixed),
  };
}

export type ChangesContent = ReturnType<typeof changesContent>;

function oneContent(
  risk: Risk & { readonly serverEntry: string },
  limits: AnswerLimits,
  isMany: boolean,
) {
  const { id, category, kind, score, interval, tier, confidence, lowersMost, isConfirmed } = risk;
  const [low, high] = interval;
  const { withReasons } = limits;
  const doubts = confidence.factors.filter(({ value }) => value < doubtful);
  return {
    id,
    server: isMany ? clean(risk.serverEntry, limits.nameCharacters) : undefined,
    risk: clean(risk.title, limits.messageCharacters),
    kind: `${category}/${kind}`,
    score,
    between: `${low}–${high}`,
    tier,
    tierWhy: withReasons ? clean(risk.tierReason, limits.messageCharacters) : undefined,
    impact: rounded(risk.impact, 1),
    parts: partsOf(risk, limits),
    confidence: rounded(confidence.value, 2),
    doubts:
      doubts.length === 0
        ? undefined
        : doubts.map(({ name, reason }) => `${name}: ${clean(reason, limits.messageCharacters)}`),
    inputs: withReasons ? inputsOf(risk.inputs) : undefined,
    unconfirmed: isConfirmed ? undefined : 'inputs are missing: stands as last known',
    cause: risk.causeClass ?? undefined,
    jobs: namesOf(risk.jobs, limits),
    workloads: namesOf(risk.workloads, limits),
    figures: withReasons ? figuresOf(risk) : undefined,
    lowersMost: `${clean(lowersMost.change, limits.messageCharacters)} (−${lowersMost.points})`,
    evidence: risk.evidence
      .slice(0, withReasons ? 3 : 1)
      .map((one) => evidenceOf(one, withReasons)),
    since: instantText(risk.firstSeenAt).slice(0, 10),
    formula: withReasons ? risk.formula : undefined,
  };
}

function evidenceOf({ kind, id, at, says }: RiskEvidence, isFull: boolean): string {
  const when = at === null ? '' : ` ${instantText(at)}`;
  return `${kind} ${clean(id, 90)}${when}${isFull ? `: ${clean(says, 80)}` : ''}`;
}

export type RiskRow = ReturnType<typeof oneContent>;

/** `loss 57 + reach 9 + …`: the points sum to the score. */
function partsOf({ contributions }: Risk, limits: AnswerLimits): string {
  return contributions
    .map(({ name, points, reason }) => {
      const why = limits.withReasons ? ` (${clean(reason, limits.messageCharacters)})` : '';
      return `${name} ${points}${why}`;
    })
    .join(' + ');
}

/** Those that are not fresh by name; a summary names them as the doubts that they raise. */
function inputsOf(inputs: readonly RiskInput[]): string {
  const fresh = inputs.filter(({ state }) => state === 'fresh');
  const other = inputs.filter(({ state }) => state !== 'fresh');
  const named = other.map(({ name, state, asOf }) => {
    const at = asOf === null ? '' : ` ${asOf.toISOString().slice(0, 10)}`;
    return `${name} ${state}${at}`;
  });
  return [...named, `${fresh.length} of ${inputs.length} fresh`].join(', ');
}

/** A summary tells how many; the title names the first. */
function namesOf(names: readonly string[], limits: AnswerLimits) {
  if (names.length === 0) return undefined;
  if (!limits.withReasons) return { count: names.length };
  return {
    count: names.length,
    first: names.slice(0, limits.names).map((name) => clean(name, limits.nameCharacters)),
  };
}

function figuresOf({ figures }: Risk): Record<string, number> {
  const shown = Object.entries(figures).slice(0, mostFigures);
  return Object.fromEntries(shown.map(([name, value]) => [name, rounded(value, 2)]));
}
