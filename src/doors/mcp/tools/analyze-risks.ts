import { z } from 'zod';
import { riskReply } from '../../../presentation/risk-reply.ts';
import { analyzeRisks as answerRisks } from '../../../queries/analyze-risks.ts';
import { defineTool, everyToolAnswers, everyToolTakes } from '../tool.ts';

/** F5: what threatens us most? */
export const analyzeRisks = defineTool({
  name: 'analyze_risks',
  title: 'Risks',
  description:
    'What threatens the backups most, weighed by business tier; 3-2-1-1-0 (rule); what is lost with a repository or host (loss).',
  input: z.object({
    ...everyToolTakes,
    scope: z
      .enum(['risks', 'brief', 'rule', 'loss'])
      .optional()
      .describe('Default: risks. brief: what changed'),
    category: z.string().max(60).optional().describe('Such as security, capacity'),
    tier: z.string().max(60).optional().describe('Business tier'),
    name: z.string().max(300).optional().describe('What it is about'),
    since: z.string().max(40).optional().describe('24h, 7d or ISO time'),
  }),
  output: z.looseObject(everyToolAnswers),
  answer: async (context, request) =>
    riskReply(await answerRisks(context, request), request.detail ?? 'summary'),
});
