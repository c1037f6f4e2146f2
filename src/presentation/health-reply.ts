import type { HealthAnswer } from '../domain/any-health-answer.ts';
import { type AnswerLimits, limitsOf, shrunk } from './answer-limits.ts';
import { healthContent } from './health-content.ts';
import { healthText } from './health-text.ts';
import { estimatedStructureTokens, estimatedTokens } from './token-estimate.ts';
import { type Told, withoutUntold } from './without-untold.ts';

/** A tool's answer: the same facts as structured content and as text. */
export interface Reply {
  readonly structuredContent: Told;
  readonly text: string;
}

/** Tokens that text and structured content may take together. */
export const mostTokens = { summary: 2000, full: 8000 } as const;

/** Room for texts that the estimate takes for shorter than they are. */
const safety = 0.96;

/** The answer as a reply that keeps the token budget: rows are left out, counted, and reachable by nextCursor. */
export function healthReply(answer: HealthAnswer, detail: 'summary' | 'full'): Reply {
  let limits: AnswerLimits = limitsOf[detail];
  let reply = replyWithin(answer, limits);
  for (let excess = excessOf(reply, detail); excess > 1; excess = excessOf(reply, detail)) {
    const smaller = shrunk(limits, rowsOf(answer), excess);
    if (smaller === null) return reply;
    limits = smaller;
    reply = replyWithin(answer, limits);
  }
  return reply;
}

function replyWithin(answer: HealthAnswer, limits: AnswerLimits): Reply {
  const content = healthContent(answer, limits);
  return { structuredContent: withoutUntold(content), text: healthText(content) };
}

function excessOf({ structuredContent, text }: Reply, detail: 'summary' | 'full'): number {
  const tokens = estimatedTokens(text) + estimatedStructureTokens(structuredContent);
  return tokens / (mostTokens[detail] * safety);
}

function rowsOf(answer: HealthAnswer): number {
  switch (answer.kind) {
    case 'estate':
      return answer.failedRuns.rows.length;
    case 'jobs':
      return answer.jobs.rows.length;
    case 'job':
      return answer.runs.rows.length;
    case 'explanation':
      return answer.causes.rows.length;
    case 'groups':
      return answer.groups.rows.length;
    case 'workloads':
      return answer.workloads.rows.length;
    case 'changes':
      return answer.changes.rows.length;
    case 'job-changes':
      return Math.max(answer.definitionChanges.length, answer.events.length);
    case 'workload':
    case 'insufficient-data':
      return 0;
  }
}
