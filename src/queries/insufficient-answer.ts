import type { InsufficientAnswer } from '../domain/health-answer.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { AnswerContext } from './answer-context.ts';
import { staleAfterHours } from './data-freshness.ts';
import type { SeenServer } from './server-sight.ts';

/** Says that a question is not analysed yet, with what is known of the data's freshness. */
export function insufficientAnswer(
  context: AnswerContext,
  servers: readonly SeenServer[],
  subject: string,
  refusal: Refusal | null = null,
): InsufficientAnswer {
  return answer(context, servers, {
    subject,
    refusal,
    reason: 'not analysed yet',
    next: 'get_health_status answers for jobs and the estate',
  });
}

/** Says that there is nothing to answer from. */
export function noDataAnswer(
  context: AnswerContext,
  servers: readonly SeenServer[],
): InsufficientAnswer {
  return answer(context, servers, {
    subject: 'health',
    refusal: null,
    reason: 'nothing collected yet, so nothing is known to be well',
    next: 'run a collection, then ask again',
  });
}

function answer(
  { asOf, simulated }: AnswerContext,
  servers: readonly SeenServer[],
  text: Pick<InsufficientAnswer, 'subject' | 'reason' | 'next' | 'refusal'>,
): InsufficientAnswer {
  const sights = servers.map(({ sight }) => sight);
  return { kind: 'insufficient-data', asOf, simulated, staleAfterHours, servers: sights, ...text };
}
