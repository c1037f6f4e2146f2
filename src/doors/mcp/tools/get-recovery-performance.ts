import { z } from 'zod';
import { recoveryReply } from '../../../presentation/recovery-reply.ts';
import { recoveryPerformance } from '../../../queries/recovery-performance.ts';
import { defineTool, everyToolAnswers, everyToolTakes } from '../tool.ts';

/** F4: can we restore, how fast, proven when, within SLA? */
export const getRecoveryPerformance = defineTool({
  name: 'get_recovery_performance',
  title: 'Recovery performance',
  description:
    'Whether and how fast workloads can be restored, when that was last proven, and whether it meets the SLA.',
  input: z.object({
    ...everyToolTakes,
    workload: z.string().max(300).optional().describe('Workload name or id'),
    tier: z.string().max(60).optional().describe('Business tier'),
    concurrent: z.coerce.number().int().min(1).max(1000).optional().describe('Restores at once'),
  }),
  output: z.looseObject(everyToolAnswers),
  answer: async (context, request) =>
    recoveryReply(await recoveryPerformance(context, request), request.detail ?? 'summary'),
});
