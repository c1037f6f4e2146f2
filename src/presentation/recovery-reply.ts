import type { InsufficientAnswer } from '../domain/health-answer.ts';
import type { RecoveryAnswer } from '../domain/recovery-answer.ts';
import { type AnswerLimits, limitsOf, shrunk } from './answer-limits.ts';
import { healthReply, mostTokens, type Reply } from './health-reply.ts';
import { recoveryContent } from './recovery-content.ts';
import { recoveryText } from './recovery-text.ts';
import { estimatedTokens } from './token-estimate.ts';
import { withoutUntold } from './without-untold.ts';

/** Room for texts that the estimate takes for shorter than they are. */
const safety = 0.93;

/** Recovery as a reply that keeps the token budget: rows are left out, counted, and reachable by nextCursor. */
export function recoveryReply(
  answer: RecoveryAnswer | InsufficientAnswer,
  detail: 'summary' | 'full',
): Reply {
  if (answer.kind !== 'recovery') return healthReply(answer, detail);
  let limits: AnswerLimits = limitsOf[detail];
  for (;;) {
    const content = recoveryContent(answer, limits);
    const reply = { structuredContent: withoutUntold(content), text: recoveryText(content) };
    const tokens =
      estimatedTokens(reply.text) + estimatedTokens(JSON.stringify(reply.structuredContent));
    const excess = tokens / (mostTokens[detail] * safety);
    const smaller = excess > 1 ? shrunk(limits, answer.workloads.rows.length, excess) : null;
    if (smaller === null) return reply;
    limits = smaller;
  }
}
