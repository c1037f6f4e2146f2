import type { EfficiencyAnswer } from '../domain/efficiency-answer.ts';
import { type AnswerLimits, limitsOf, shrunk } from './answer-limits.ts';
import { efficiencyContent } from './efficiency-content.ts';
import { efficiencyLines } from './efficiency-text.ts';
import { mostTokens, type Reply } from './health-reply.ts';
import { headLines } from './sight-text.ts';
import { estimatedTokens } from './token-estimate.ts';
import { withoutUntold } from './without-untold.ts';

/** Room for texts that the estimate takes for shorter than they are. */
const safety = 0.93;

/** The answer as a reply that keeps the token budget: lists are cut and counted, rows are reachable by nextCursor. */
export function efficiencyReply(answer: EfficiencyAnswer, detail: 'summary' | 'full'): Reply {
  let limits: AnswerLimits = limitsOf[detail];
  let reply = replyWithin(answer, limits);
  for (let excess = excessOf(reply, detail); excess > 1; excess = excessOf(reply, detail)) {
    const smaller = shrunk(limits, answer.subjects.rows.length, excess);
    if (smaller === null) return reply;
    limits = smaller;
    reply = replyWithin(answer, limits);
  }
  return reply;
}

function replyWithin(answer: EfficiencyAnswer, limits: AnswerLimits): Reply {
  const content = efficiencyContent(answer, limits);
  const lines = [...headLines(content), ...efficiencyLines(content)];
  return { structuredContent: withoutUntold(content), text: lines.join('\n') };
}

function excessOf({ structuredContent, text }: Reply, detail: 'summary' | 'full'): number {
  const tokens = estimatedTokens(text) + estimatedTokens(JSON.stringify(structuredContent));
  return tokens / (mostTokens[detail] * safety);
}
