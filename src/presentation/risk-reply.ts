import type { InsufficientAnswer } from '../domain/health-answer.ts';
import type { AnyRiskAnswer } from '../domain/risk-answer.ts';
import { type AnswerLimits, limitsOf, shrunk } from './answer-limits.ts';
import { healthReply, mostTokens, type Reply } from './health-reply.ts';
import { complianceContent, lossContent } from './posture-content.ts';
import { complianceText, lossText } from './posture-text.ts';
import { briefContent, riskContent } from './risk-content.ts';
import { briefText, riskText } from './risk-text.ts';
import { estimatedTokens } from './token-estimate.ts';
import { withoutUntold } from './without-untold.ts';

/** Room for texts that the estimate takes for shorter than they are. */
const safety = 0.93;

/** Risks as a reply that keeps the token budget: rows are left out, counted, and reachable by nextCursor. */
export function riskReply(
  answer: AnyRiskAnswer | InsufficientAnswer,
  detail: 'summary' | 'full',
): Reply {
  if (answer.kind === 'insufficient-data') return healthReply(answer, detail);
  let limits: AnswerLimits =
    detail === 'summary' ? { ...limitsOf.summary, blindSpots: 2 } : limitsOf.full;
  for (;;) {
    const reply = replyWithin(answer, limits);
    const tokens =
      estimatedTokens(reply.text) + estimatedTokens(JSON.stringify(reply.structuredContent));
    const excess = tokens / (mostTokens[detail] * safety);
    const smaller = excess > 1 ? tighter(limits, rowsOf(answer), excess) : null;
    if (smaller === null) return reply;
    limits = smaller;
  }
}

/** The first risks are what was asked for: each is told in fewer words before one of them is left out. */
const fewestRisks = 5;
const fewerWords: readonly Partial<AnswerLimits>[] = [
  { withReasons: false, messageCharacters: 110, nameCharacters: 60 },
  { names: 1, blindSpots: 1, servers: 2 },
  { messageCharacters: 80 },
  { servers: 1, messageCharacters: 60, nameCharacters: 40 },
  { messageCharacters: 45 },
];

function tighter(limits: AnswerLimits, rows: number, excess: number): AnswerLimits | null {
  if (Math.min(rows, limits.rows) <= fewestRisks) {
    const next = fewerWords.find((words) =>
      words.messageCharacters !== undefined
        ? limits.messageCharacters > words.messageCharacters
        : limits.names > (words.names ?? 0),
    );
    if (next !== undefined) return { ...limits, ...next };
  }
  return shrunk(limits, rows, excess);
}

function replyWithin(answer: AnyRiskAnswer, limits: AnswerLimits): Reply {
  const told = <Content extends object>(content: Content, text: (content: Content) => string) => ({
    structuredContent: withoutUntold(content),
    text: text(content),
  });
  switch (answer.kind) {
    case 'risks':
      return told(riskContent(answer, limits), riskText);
    case 'risk-brief':
      return told(briefContent(answer, limits), briefText);
    case 'compliance':
      return told(complianceContent(answer, limits), complianceText);
    case 'loss':
      return told(lossContent(answer, limits), lossText);
  }
}

function rowsOf(answer: AnyRiskAnswer): number {
  switch (answer.kind) {
    case 'risks':
      return answer.risks.rows.length;
    case 'risk-brief':
      return answer.worst.length;
    case 'compliance':
      return answer.workloads.rows.length;
    case 'loss':
      return answer.radii.rows.length;
  }
}
