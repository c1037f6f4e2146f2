import { analyzerSession, bestPracticesOf } from '../estate/server/best-practices.ts';
import { type Answer, jsonAnswer, notFound } from '../server/answer.ts';
import type { RequestContext } from '../server/request-context.ts';
import type { Route } from './route.ts';
import { sessionRow } from './session-row.ts';

export const securityRoutes: readonly Route[] = [
  {
    pattern: '/api/v1/securityAnalyzer/bestPractices',
    source: 'best-practices',
    answer: bestPractices,
  },
  { pattern: '/api/v1/securityAnalyzer/lastRun', source: 'analyzer-run', answer: lastRun },
];

// The one list in an envelope of its own; empty while the analyzer never ran.
function bestPractices({ estate, faults }: RequestContext): Answer {
  const checks = faults.analyzerNeverRan === true ? [] : bestPracticesOf(estate);
  return jsonAnswer({
    items: checks.map(({ id, text, status, note }) => ({ id, bestPractice: text, status, note })),
  });
}

function lastRun(context: RequestContext): Answer {
  const session = context.faults.analyzerNeverRan === true ? null : analyzerSession(context.estate);
  if (session === null) return notFound('Security & Compliance Analyzer session', '');
  return jsonAnswer(sessionRow(context, session));
}
