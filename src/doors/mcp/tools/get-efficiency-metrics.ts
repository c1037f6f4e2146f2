import { z } from 'zod';
import { efficiencyReply } from '../../../presentation/efficiency-reply.ts';
import { healthReply } from '../../../presentation/health-reply.ts';
import { efficiencyMetrics } from '../../../queries/efficiency-metrics.ts';
import { defineTool, everyToolAnswers, everyToolTakes } from '../tool.ts';

/** F3: what do deduplication and compression save, where did they change, what is wasted? */
export const getEfficiencyMetrics = defineTool({
  name: 'get_efficiency_metrics',
  title: 'Storage efficiency',
  description: 'What deduplication and compression save, where that changed and what is wasted.',
  input: z.object({
    ...everyToolTakes,
    scope: z
      .enum(['estate', 'job', 'repository', 'workload'])
      .optional()
      .describe('Default: estate'),
    job: z.string().max(300).optional().describe('Job name or id'),
    repository: z.string().max(300).optional().describe('Repository name or id'),
  }),
  output: z.looseObject(everyToolAnswers),
  answer: async (context, request) => {
    const answer = await efficiencyMetrics(context, request);
    const detail = request.detail ?? 'summary';
    return answer.kind === 'insufficient-data'
      ? healthReply(answer, detail)
      : efficiencyReply(answer, detail);
  },
});
