import { z } from 'zod';
import { healthReply } from '../../../presentation/health-reply.ts';
import { explainFailure } from '../../../queries/explain-failure.ts';
import { defineTool, everyToolAnswers, everyToolTakes } from '../tool.ts';

/** F1: why does this job fail? */
export const explainJobFailure = defineTool({
  name: 'explain_job_failure',
  title: 'Why a job fails',
  description:
    'Why one job fails or warns: ranked causes with the log line, machines hit, since when, the same cause in other jobs, first checks, whether a retry helps.',
  input: z.object({
    ...everyToolTakes,
    job: z.string().max(300).optional().describe('Job name, part of it, or id'),
  }),
  output: z.looseObject(everyToolAnswers),
  answer: async (context, request) =>
    healthReply(await explainFailure(context, request), request.detail ?? 'summary'),
});
