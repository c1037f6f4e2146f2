import type { ServerSight } from '../domain/health-answer.ts';
import type { Pass } from '../domain/pass.ts';
import type { RiskStore } from '../ports/risk-store.ts';
import type { AnswerContext } from './answer-context.ts';
import { seeServers } from './server-sight.ts';

/** What is kept of each server, how fresh it is and what it cannot see, with the newest passes. */
export interface EstateStatus {
  readonly asOf: Date;
  readonly simulated: boolean;
  readonly servers: readonly ServerSight[];
  readonly passes: readonly Pass[];
}

const passesShown = 5;

/** Answers "is DR365 itself working?". */
export async function estateStatus(
  context: AnswerContext & { readonly risk: Pick<RiskStore, 'passes'> },
): Promise<EstateStatus> {
  const [seen, passes] = await Promise.all([
    seeServers(context, undefined),
    context.risk.passes(passesShown),
  ]);
  const servers = seen.map(({ sight }) => sight);
  return { asOf: context.asOf, simulated: context.simulated, servers, passes };
}
