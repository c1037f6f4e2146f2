import { z } from 'zod';
import { planReply } from '../../../presentation/plan-reply.ts';
import { remediationPlans } from '../../../queries/remediation-plans.ts';
import { defineTool, everyToolAnswers, everyToolTakes } from '../tool.ts';

/** F6: what do we do about a risk, step by step, safely? */
export const getRemediationPlan = defineTool({
  name: 'get_remediation_plan',
  title: 'Remediation plan',
  description:
    'Steps that would lower a risk: checks, options, effect, verification, rollback. Without arguments the worklist. Advice only; nothing is executed or deleted.',
  input: z.object({
    ...everyToolTakes,
    risk: z.string().max(100).optional().describe('Risk id'),
    feature: z
      .enum(['health', 'capacity', 'efficiency', 'recovery', 'protection', 'security'])
      .optional()
      .describe('Kind of risk'),
    name: z.string().max(300).optional().describe('Job, repository or workload'),
  }),
  output: z.looseObject(everyToolAnswers),
  answer: async (context, request) =>
    planReply(await remediationPlans(context, request), request.detail ?? 'summary'),
});
