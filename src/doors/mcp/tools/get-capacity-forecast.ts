import { z } from 'zod';
import { capacityReply } from '../../../presentation/capacity-reply.ts';
import { healthReply } from '../../../presentation/health-reply.ts';
import { capacityForecast } from '../../../queries/capacity-forecast.ts';
import { defineTool, everyToolAnswers, everyToolTakes } from '../tool.ts';

/** F2: when is each repository full, how sure are we, what if? */
export const getCapacityForecast = defineTool({
  name: 'get_capacity_forecast',
  title: 'Capacity forecast',
  description:
    'When each repository is full: early, likely, late day, odds, order-by date; most pressing first. With repository: who grows, what frees up when, past forecasts, what-if.',
  input: z.object({
    ...everyToolTakes,
    repository: z.string().max(300).optional().describe('Repository name or id'),
    what_if: z
      .string()
      .max(200)
      .optional()
      .describe('+10 TB; +30 machines of 200 GB; retention 14 to 60 days; move job X away'),
  }),
  output: z.looseObject(everyToolAnswers),
  answer: async (context, request) => {
    const answer = await capacityForecast(context, request);
    const detail = request.detail ?? 'summary';
    return answer.kind === 'insufficient-data'
      ? healthReply(answer, detail)
      : capacityReply(answer, detail);
  },
});
