import type { CapacityAnswer } from '../domain/capacity-answer.ts';
import { type AnswerLimits, limitsOf, shrunk } from './answer-limits.ts';
import { capacityContent } from './capacity-content.ts';
import { capacityLines } from './capacity-text.ts';
import { mostTokens, type Reply } from './health-reply.ts';
import { repositoryContent } from './repository-content.ts';
import { repositoryLines } from './repository-text.ts';
import { headLines } from './sight-text.ts';
import { estimatedTokens } from './token-estimate.ts';
import { withoutUntold } from './without-untold.ts';

/** Room for texts that the estimate takes for shorter than they are. */
const safety = 0.93;

/** The answer as a reply that keeps the token budget: lists are cut and counted, rows are reachable by nextCursor. */
export function capacityReply(answer: CapacityAnswer, detail: 'summary' | 'full'): Reply {
  let limits: AnswerLimits = limitsOf[detail];
  let reply = replyWithin(answer, limits);
  for (let excess = excessOf(reply, detail); excess > 1; excess = excessOf(reply, detail)) {
    const rows = answer.kind === 'capacity' ? answer.repositories.rows.length : 1;
    const smaller = shrunk(limits, rows, excess);
    if (smaller === null) return reply;
    limits = smaller;
    reply = replyWithin(answer, limits);
  }
  return reply;
}

function replyWithin(answer: CapacityAnswer, limits: AnswerLimits): Reply {
  if (answer.kind === 'capacity') {
    const content = capacityContent(answer, limits);
    return replyOf(content, [...headLines(content), ...capacityLines(content)]);
  }
  const content = repositoryContent(answer, limits);
  return replyOf(content, [...headLines(content), ...repositoryLines(content)]);
}

function replyOf(content: object, lines: readonly string[]): Reply {
  return { structuredContent: withoutUntold(content), text: lines.join('\n') };
}

function excessOf({ structuredContent, text }: Reply, detail: 'summary' | 'full'): number {
  const tokens = estimatedTokens(text) + estimatedTokens(JSON.stringify(structuredContent));
  return tokens / (mostTokens[detail] * safety);
}
