import { z } from 'zod';
import { healthReply } from '../../../presentation/health-reply.ts';
import { notAnalysedYet } from '../../../queries/insufficient-answer.ts';
import { defineTool, everyToolAnswers, everyToolTakes } from '../tool.ts';

/** F5: what threatens us most? */
export const analyzeRisks = defineTool({
  name: 'analyze_risks',
  title: 'Risks',
  description:
    'What threatens the backups most, weighed by business tier and by how far the data can be trusted.',
  input: z.object({
    ...everyToolTakes,
    category: z.string().max(60).optional().describe('Kind of risk'),
    tier: z.string().max(60).optional().describe('Business tier'),
    since: z.string().max(40).optional().describe('24h, 7d or ISO time'),
  }),
  output: z.looseObject(everyToolAnswers),
  answer: async (context, { server, detail }) =>
    healthReply(await notAnalysedYet(context, 'risks', server), detail ?? 'summary'),
});
