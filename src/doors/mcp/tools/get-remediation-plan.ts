import { z } from 'zod';
import { healthReply } from '../../../presentation/health-reply.ts';
import { notAnalysedYet } from '../../../queries/insufficient-answer.ts';
import { defineTool, everyToolAnswers, everyToolTakes } from '../tool.ts';

/** F6: what do we do about a risk, step by step, safely? */
export const getRemediationPlan = defineTool({
  name: 'get_remediation_plan',
  title: 'Remediation plan',
  description:
    'Steps that would lower a risk: checks, options, effect, verification, rollback. Advice only; nothing is executed.',
  input: z.object({
    ...everyToolTakes,
    risk: z.string().max(100).optional().describe('Risk id'),
    feature: z
      .enum(['health', 'capacity', 'efficiency', 'recovery'])
      .optional()
      .describe('Kind of finding'),
    name: z.string().max(300).optional().describe('Job, repository or workload'),
  }),
  output: z.looseObject(everyToolAnswers),
  answer: async (context, { server, detail }) =>
    healthReply(await notAnalysedYet(context, 'remediation plan', server), detail ?? 'summary'),
});
