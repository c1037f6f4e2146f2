import type { InsufficientAnswer } from '../domain/health-answer.ts';
import type { PlanAnswer, WorklistAnswer } from '../domain/plan-answer.ts';
import { type AnswerLimits, limitsOf, shrunk } from './answer-limits.ts';
import { healthReply, mostTokens, type Reply } from './health-reply.ts';
import { planContent, worklistContent } from './plan-content.ts';
import { planLimits } from './plan-limits.ts';
import { planText, worklistText } from './plan-text.ts';
import { estimatedTokens } from './token-estimate.ts';
import { withoutUntold } from './without-untold.ts';

/** Tokens that a whole plan may take, text and structured content together. */
const mostPlanTokens = 3000;
/** Room for texts that the estimate takes for shorter than they are. */
const safety = 0.93;

/** Plans as a reply that keeps the token budget. */
export function planReply(
  answer: PlanAnswer | WorklistAnswer | InsufficientAnswer,
  detail: 'summary' | 'full',
): Reply {
  switch (answer.kind) {
    case 'plan':
      return wholePlan(answer);
    case 'worklist':
      return worklist(answer, detail);
    default:
      return healthReply(answer, detail);
  }
}

function wholePlan(answer: PlanAnswer): Reply {
  let reply: Reply | null = null;
  for (const limits of planLimits) {
    const content = planContent(answer, limits);
    reply = { structuredContent: withoutUntold(content), text: planText(content) };
    if (tokensOf(reply) <= mostPlanTokens * safety) return reply;
  }
  return reply ?? { structuredContent: {}, text: '' };
}

function worklist(answer: WorklistAnswer, detail: 'summary' | 'full'): Reply {
  let limits: AnswerLimits = limitsOf[detail];
  for (;;) {
    const content = worklistContent(answer, limits);
    const reply = { structuredContent: withoutUntold(content), text: worklistText(content) };
    const excess = tokensOf(reply) / (mostTokens[detail] * safety);
    const smaller = excess > 1 ? shrunk(limits, answer.plans.rows.length, excess) : null;
    if (smaller === null) return reply;
    limits = smaller;
  }
}

function tokensOf({ text, structuredContent }: Reply): number {
  return estimatedTokens(text) + estimatedTokens(JSON.stringify(structuredContent));
}
