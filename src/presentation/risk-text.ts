import { pageLines } from './page-text.ts';
import type {
  AcceptedContent,
  BriefContent,
  ChangesContent,
  RiskContent,
  RiskRow,
} from './risk-content.ts';
import { headLines, sightLines } from './sight-text.ts';
import { counted, onServer } from './wording.ts';

/** Longest brief, in lines. */
const mostBriefLines = 12;

/** Risks in plain words, written from the structured content. */
export function riskText(content: RiskContent): string {
  const { changes, open, accepted, neverBackedUp } = content;
  return [
    ...headLines(content),
    `${counted(open, 'open risk')}, ${accepted} accepted; the worst for the business first.`,
    ...(changes === undefined ? [] : changeLines(changes)),
    ...content.risks.flatMap(riskLines),
    ...pageLines(content.page),
    ...content.acceptedRisks.map(acceptedLine),
    ...(content.reopened ?? []).map((one) => `Open again, ${one}.`),
    ...(neverBackedUp === undefined ? [] : [`Never backed up machines: ${neverBackedUp}.`]),
    ...content.servers.flatMap(sightLines),
  ].join('\n');
}

function riskLines(risk: RiskRow): string[] {
  const { score, between, tier, impact, confidence, doubts, evidence, unconfirmed } = risk;
  const sure = doubts === undefined ? '' : ` (${doubts.join('; ')})`;
  const inputs = risk.inputs === undefined ? '' : `; inputs: ${risk.inputs}`;
  // The structured content holds parts and evidence in any case: told twice they would cost a whole risk.
  const isFull = risk.formula !== undefined;
  const why = risk.tierWhy === undefined ? '' : ` (${risk.tierWhy})`;
  const figures =
    risk.figures === undefined
      ? []
      : [
          `  Figures: ${Object.entries(risk.figures)
            .map(([name, value]) => `${name} ${value}`)
            .join(', ')}; ${risk.formula}.`,
        ];
  return [
    `- ${risk.id} ${risk.risk}${onServer(risk.server)} [${risk.kind}]: score ${score} (${between}) × ${tier}${why} = impact ${impact}; since ${risk.since}${unconfirmed === undefined ? '' : `; UNCONFIRMED, ${unconfirmed}`}.`,
    `  ${isFull ? `Parts: ${risk.parts}. ` : ''}Confidence ${confidence}${sure}${inputs}.`,
    `  ${hitText(risk)}Best: ${risk.lowersMost}.${isFull && evidence.length > 0 ? ` Evidence: ${evidence.join('; ')}.` : ''}`,
    ...figures,
  ];
}

function hitText({ jobs, workloads, cause }: RiskRow): string {
  const parts = [
    ...(cause === undefined ? [] : [`Cause class ${cause}`]),
    ...(jobs === undefined ? [] : [`${counted(jobs.count, 'job')}${namesText(jobs)}`]),
    ...(workloads === undefined
      ? []
      : [`${counted(workloads.count, 'workload')}${namesText(workloads)}`]),
  ];
  return parts.length === 0 ? '' : `${parts.join(', ')}. `;
}

function namesText({
  count,
  first,
}: {
  readonly count: number;
  readonly first?: string[];
}): string {
  if (first === undefined) return '';
  return `: ${first.join(', ')}${count > first.length ? ', …' : ''}`;
}

function acceptedLine({ id, owner, reason, until }: AcceptedContent): string {
  return `Accepted: ${id} by ${owner} until ${until}: ${reason}.`;
}

const changeKinds = ['new', 'worse', 'better', 'fixed'] as const;

function changeLines(changes: ChangesContent): string[] {
  const lines = changeKinds.flatMap((kind) => {
    const { count, first } = changes[kind];
    if (count === 0) return [];
    const named = first.map(({ id, risk, from, to }) => {
      const moved = kind === 'worse' || kind === 'better' ? ` ${from}→${to}` : '';
      return `${id} ${risk}${moved}`;
    });
    return [`  ${kind} ${count}: ${named.join('; ')}${count > first.length ? '; …' : ''}`];
  });
  const counts = changeKinds.map((kind) => `${kind} ${changes[kind].count}`).join(', ');
  return [`Since ${changes.since}: ${counts}.${historyText(changes)}`, ...lines];
}

function historyText({ historyFrom, formulaFrom }: ChangesContent): string {
  const first =
    historyFrom === undefined
      ? ''
      : ` Risks were first weighed at ${historyFrom}: nothing older can be compared.`;
  const formula =
    formulaFrom === undefined
      ? ''
      : ` The formula changed at ${formulaFrom}: worse and better count from then.`;
  return first + formula;
}

/** At most twelve lines: what is stale, what changed, what to do first, what cannot be seen. */
export function briefText(content: BriefContent): string {
  const { changes, worst, open, accepted, cannotSee, neverBackedUp } = content;
  const counts = changeKinds.map((kind) => `${changes[kind].count} ${kind}`).join(', ');
  const head = [
    ...headLines(content),
    `${counted(open, 'open risk')} (${accepted} accepted); since ${changes.since}: ${counts}.${historyText(changes)}`,
  ];
  const foot = `Cannot see ${counted(cannotSee, 'source')}${neverBackedUp === undefined ? '' : `; machines never backed up: ${neverBackedUp.split(':')[0]}`}.`;
  const again = (content.reopened ?? []).map((one) => `open again: ${one}`);
  const first = worst.map(
    ({ id, risk, score, tier, next }) => `! ${id} ${risk} (${score}, ${tier}): ${next}`,
  );
  const moved = (['worse', 'fixed'] as const).flatMap((kind) =>
    changes[kind].first.map(({ id, risk }) => `${kind}: ${id} ${risk}`),
  );
  const room = mostBriefLines - head.length - 1;
  return [...head, ...[...first, ...again, ...moved].slice(0, room), foot].join('\n');
}
