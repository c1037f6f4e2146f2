import { z } from 'zod';
import { healthReply } from '../../../presentation/health-reply.ts';
import { notAnalysedYet } from '../../../queries/insufficient-answer.ts';
import { defineTool, everyToolAnswers, everyToolTakes } from '../tool.ts';

/** F2: when is each repository full, how sure are we, what if? */
export const getCapacityForecast = defineTool({
  name: 'get_capacity_forecast',
  title: 'Capacity forecast',
  description:
    'When each repository is full, how sure that is, and what if growth or retention changes.',
  input: z.object({
    ...everyToolTakes,
    repository: z.string().max(300).optional().describe('Repository name or id'),
    what_if: z.string().max(200).optional().describe('A change to try, such as +10TB'),
  }),
  output: z.looseObject(everyToolAnswers),
  answer: async (context, { server, detail }) =>
    healthReply(await notAnalysedYet(context, 'capacity forecast', server), detail ?? 'summary'),
});
